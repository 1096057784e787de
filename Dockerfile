# docker build -t brief . && docker run --rm -i -v brief:/data brief - < article.txt
FROM python:3.12-slim

# The embedded model's server needs OpenMP.
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 1000 brief && mkdir /data && chown brief:brief /data
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir '.[local,web]'

USER brief
# Config file, recorded replies and weights: mount a volume to keep them.
ENV BRIEF_HOME=/data
VOLUME /data
WORKDIR /work
ENTRYPOINT ["brief"]
