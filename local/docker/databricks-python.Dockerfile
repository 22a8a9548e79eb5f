# Stands in for databricksruntime/python:17.3-LTS where no image can be pulled: the same layout, with Debian's Python.
# Built by stand-in-bases.ts.
FROM slipway/debian:bookworm-slim AS system
ENV LANG=C.UTF-8 LC_ALL=C.UTF-8
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
      acl iproute2 procps python3 python3-venv sudo \
 && apt-get clean \
 && rm -rf /var/lib/apt/lists/* \
 && useradd libraries \
 && usermod --lock libraries

FROM system AS environment
COPY wheels/ /tmp/wheels/
RUN python3 -m venv --system-site-packages /databricks/python3 \
 && /databricks/python3/bin/python -m pip install --no-cache-dir --no-index --no-deps /tmp/wheels/*.whl

FROM system
COPY --from=environment /databricks/python3 /databricks/python3
ENV PYSPARK_PYTHON=/databricks/python3/bin/python3
