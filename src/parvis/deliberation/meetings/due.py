"""What time does to meetings; each job wakes up, looks at the rows, and may run twice."""

from parvis.ground.core.jobs import every

from .lifecycle import needs


@every(hours=24)
def forget_needs(now):
    """Erase what people needed, fifteen days after the meeting."""
    needs.forget(now)


JOBS = (forget_needs,)
