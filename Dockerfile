# The bot alone: it talks to your Slack and your provider, named by the environment (.env.example).
# The trainer and the sandbox are not in here; `./run` starts those. Nothing in the tests builds
# this image.
FROM python:3.13-slim

WORKDIR /togi
COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir --no-deps -r requirements/base.txt
COPY pyproject.toml README.md LICENSE manifest.yml ./
COPY bot bot
COPY core core
COPY examples examples
COPY sandbox sandbox
COPY trainer trainer
# Installed in place: the examples and the manifest lie beside the packages.
RUN pip install --no-cache-dir --no-deps -e . \
 && useradd --create-home togi && install -d -m 700 -o togi data
USER togi
VOLUME /togi/data
CMD ["togi", "bot"]
