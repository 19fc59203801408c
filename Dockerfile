# Answers from a container, as an ordinary user:
#
#   docker build -t whosaidwhat .
#   docker run --rm whosaidwhat said --about tariffs
#   docker run --rm -v "$PWD:/work" whosaidwhat said --store my-workspace
#
# The image has what queries need. Everything else (building, networks, pages) is in the target "full":
#
#   docker build --target full -t whosaidwhat:full .
#   docker run --rm -v "$PWD:/work" --user "$(id -u):$(id -g)" whosaidwhat:full brief --about tariffs -o page.html

FROM python:3.13-slim AS wheel
WORKDIR /source
RUN pip install --no-cache-dir build
COPY . .
RUN python -m build --wheel --outdir /dist

FROM python:3.13-slim AS base
ENV PYTHONUNBUFFERED=1
RUN useradd --create-home --uid 10001 kg && mkdir /work && chown kg /work
WORKDIR /work
ENTRYPOINT ["kg"]
CMD ["--help"]

FROM base AS full
RUN --mount=type=bind,from=wheel,source=/dist,target=/dist pip install --no-cache-dir /dist/*.whl
USER kg

FROM base AS ask
RUN --mount=type=bind,from=wheel,source=/dist,target=/dist \
    pip install --no-cache-dir "click>=8.1" "pyoxigraph>=0.5.2,<0.6" "rich>=13.7" "httpx>=0.27" \
    && pip install --no-cache-dir --no-deps /dist/*.whl
USER kg
