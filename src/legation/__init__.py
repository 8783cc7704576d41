"""Read the reporting on a diplomatic crisis and keep the file a desk officer would."""

__version__ = "0.1.0"
