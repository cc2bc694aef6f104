"""Who reads the source files of a run: processes of this machine, or a Dask cluster. One interface (workers.Run), two ways."""

from archlint.pipeline.workers import Run, Staff


def readers(scheduler: str, staff: Staff) -> Run:
    """The cluster at that address, or the staff where there is none. Dask is loaded only for a cluster."""
    if not scheduler:
        return staff.run
    from archlint.pipeline.cluster import on_cluster

    return on_cluster(scheduler)
