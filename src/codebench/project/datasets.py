"""Codings as data for SPSS and R: a CSV, and beside it the script that reads it."""

from pathlib import Path
from typing import Literal

from codebench.analysis import dataset
from codebench.analysis.reading import consistent
from codebench.analysis.scope import ScopeRequest
from codebench.domain.csv_profile import CsvProfile
from codebench.domain.dataset import Dataset
from codebench.exchange.dataset_files import data_csv, r_script, spss_syntax
from codebench.project.figures import Figures
from codebench.project.session import Session
from codebench.store.whole_files import write_whole

Shape = Literal["long", "matrix"]


class Datasets:
    """Data sets of an open project."""

    def __init__(self, session: Session, figures: Figures) -> None:
        self._session, self._figures = session, figures

    def make(self, shape: Shape, request: ScopeRequest) -> Dataset:
        """A row per coding and unit (`long`), or per case with 0 and 1 for each code (`matrix`).

        Raises:
            NotFoundError, InputError: see `analysis.scope.resolve`; a blind round hides the work that was asked for.
        """
        make = dataset.long if shape == "long" else dataset.matrix
        store, seen = self._session.store, self._figures.seen(request)
        return consistent(store, lambda: make(store, seen))

    def write(self, data: Dataset, path: Path, profile: CsvProfile = CsvProfile.OPEN) -> tuple[Path, ...]:
        """Write the data, and (but for Excel) scripts for SPSS and R beside it; where the scripts are.

        Raises:
            InputError, StorageError: see `store.whole_files.write_whole`.
        """
        write_whole(path, data_csv(data, profile).encode())
        if profile is CsvProfile.EXCEL:
            return ()
        syntax, script = path.with_suffix(".sps"), path.with_suffix(".R")
        write_whole(syntax, ("\ufeff" + spss_syntax(data, path.name)).encode())
        write_whole(script, r_script(data, path.name).encode())
        return syntax, script
