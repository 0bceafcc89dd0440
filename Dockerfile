# figcheck in a container that needs no network and no root:
#   docker build -t figcheck .
#   docker run --rm --network none --user "$(id -u):$(id -g)" -v "$PWD:/work" figcheck run figures/
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY checker checker
COPY rules rules
RUN python -m venv /opt/figcheck && /opt/figcheck/bin/pip install --no-cache-dir --disable-pip-version-check ".[all]"

FROM python:3.13-slim
# git serves --changed-since; the folder that is mounted belongs to another user than the one who runs here
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*' \
    && useradd --uid 10001 --create-home figcheck
COPY --from=build /opt/figcheck /opt/figcheck
ENV PATH=/opt/figcheck/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER figcheck
WORKDIR /work
ENTRYPOINT ["figcheck"]
CMD ["--help"]
