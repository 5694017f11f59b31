"""What comes with the package beside its code: codebooks, corpora, templates of reports, the Dutch pipeline."""

from importlib.resources import files
from pathlib import Path


def shipped(name: str) -> Path:
    """The folder of this name ("codebooks", "models/nl/pipeline"...), in an installed package as in a checkout."""
    package = Path(str(files("codebench")))
    installed = package / "share" / name
    return installed if installed.is_dir() else package.parents[1] / name
