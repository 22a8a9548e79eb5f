# Stands in for databricksruntime/python:17.3-LTS where no image can be pulled: the same layout, with Debian's Python.
# Built by stand-in-bases.ts.
FROM slipway/debian:bookworm
ENV LANG=C.UTF-8 LC_ALL=C.UTF-8
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
      acl iproute2 procps python3 python3-venv sudo \
 && rm -rf /var/lib/apt/lists/*
COPY wheels/ /tmp/wheels/
RUN python3 -m venv --system-site-packages /databricks/python3 \
 && /databricks/python3/bin/python -m pip install --no-cache-dir --no-index --no-deps /tmp/wheels/*.whl \
 && rm -r /tmp/wheels \
 && useradd libraries \
 && usermod --lock libraries
ENV PYSPARK_PYTHON=/databricks/python3/bin/python3
