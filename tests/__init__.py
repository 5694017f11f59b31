"""All tests; they read English, whatever the language of the machine is, and before any import of codebench."""

import os

os.environ["CODEBENCH_LANG"] = "en"
