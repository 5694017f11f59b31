"""sqlite-utils without what it takes along: pandas and numpy wherever they are installed, half a second at each start.

It wants them for types of columns that no project has. For as long as it is imported, they are not there.
"""

import sys

_UNWANTED = [name for name in ("pandas", "numpy") if name not in sys.modules]

sys.modules.update(dict.fromkeys(_UNWANTED))  # type: ignore[arg-type]
try:
    from sqlite_utils import Database
finally:
    for _name in _UNWANTED:
        del sys.modules[_name]

__all__ = ["Database"]
