"""Entry point of the job."""
