FROM debian:bookworm-slim

RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1
COPY requirements.txt /tmp/requirements.txt
RUN python3 -m venv /opt/venv \
    && pip install --no-cache-dir --require-hashes --only-binary=:all: -r /tmp/requirements.txt

WORKDIR /srv/opora
COPY . .
# Values for this step alone: static files depend on none of them.
RUN SECRET_KEY=build DATABASE_URL=postgresql:/// REDIS_URL=redis:// python manage.py collectstatic --no-input

# The folders where compose mounts volumes; a new volume takes their owner.
RUN useradd --system --no-create-home opora \
    && install -d -o opora /srv/files /srv/beat
USER opora
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000"]
