# Stands in for node:24-slim where no image can be pulled: the real binary, on Debian. Built by stand-in-bases.ts.
FROM slipway/debian:bookworm-slim
COPY node /usr/local/bin/node
RUN useradd --create-home --uid 1000 node
CMD ["node"]
