#!/bin/sh
# Makes the base images of the Containerfiles and of docker-compose.yml available: pulls those that are missing, and builds
# stand-ins with the same names from Debian packages and the build output where there is no registry. Grafana has none.
set -eu
cd "$(dirname "$0")/../.."

java=$(sed -n 's/^FROM //p' deploy/p*.Containerfile deploy/trainer.Containerfile | sort -u)
kafka=$(sed -n 's/^ *image: \(apache\/kafka:.*\)/\1/p' docker-compose.yml)
prometheus=$(sed -n 's/^ *image: \(prom\/prometheus:.*\)/\1/p' docker-compose.yml)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

available() {
  docker image inspect "$1" >/dev/null 2>&1 || timeout 300 docker pull --quiet "$1" >/dev/null 2>&1
}

if ! available "$java"; then
  packages=ca-certificates,curl,wget,openjdk-17-jre-headless
  debootstrap --variant=minbase --include=$packages bookworm "$work/java"
  tar -C "$work/java" -c . | docker import - "$java"
fi

# The scripts of apache/kafka configure the broker with this class, too.
if ! available "$kafka"; then
  mkdir -p "$work/kafka/libs" "$work/kafka/bin" "$work/kafka/defaults"
  cp quickstart/target/lib/*.jar "$HOME/.m2/repository/org/apache/kafka/kafka-tools/${kafka#*:}"/*.jar "$work/kafka/libs"
  touch "$work/kafka/defaults/server.properties"
  for name in log4j2.yaml tools-log4j2.yaml; do
    printf 'Configuration:\n  Loggers:\n    Root:\n      level: INFO\n' >"$work/kafka/defaults/$name"
  done
  cat >"$work/kafka/bin/run" <<'EOF'
#!/bin/sh
set -eu
java -Xmx128m -cp '/opt/kafka/libs/*' kafka.docker.KafkaDockerWrapper setup --default-configs-dir /opt/kafka/defaults \
  --mounted-configs-dir /mnt/shared/config --final-configs-dir /opt/kafka/config
# shellcheck disable=SC2086
exec java ${KAFKA_HEAP_OPTS:-} -cp '/opt/kafka/libs/*' kafka.Kafka /opt/kafka/config/server.properties
EOF
  cat >"$work/kafka/bin/kafka-broker-api-versions.sh" <<'EOF'
#!/bin/sh
exec java -Xmx64m -XX:TieredStopAtLevel=1 -cp '/opt/kafka/libs/*' org.apache.kafka.tools.BrokerApiVersionsCommand "$@"
EOF
  chmod +x "$work/kafka/bin"/*
  cat >"$work/kafka/Dockerfile" <<EOF
FROM $java
RUN useradd appuser && install --directory --owner=appuser /var/lib/kafka/data /opt/kafka/config
COPY libs /opt/kafka/libs
COPY defaults /opt/kafka/defaults
COPY bin /opt/kafka/bin
ENV CLUSTER_ID=5L6g3nShT-eMCtK--X86sw
USER appuser
CMD ["/opt/kafka/bin/run"]
EOF
  DOCKER_BUILDKIT=0 docker build --quiet --tag "$kafka" "$work/kafka" >/dev/null
fi

if ! available "$prometheus"; then
  mkdir "$work/prometheus"
  cp "$(command -v prometheus)" "$work/prometheus/prometheus"
  cat >"$work/prometheus/Dockerfile" <<EOF
FROM $java
RUN install --directory --owner=nobody /prometheus
COPY prometheus /bin/prometheus
USER nobody
ENTRYPOINT ["/bin/prometheus"]
EOF
  DOCKER_BUILDKIT=0 docker build --quiet --tag "$prometheus" "$work/prometheus" >/dev/null
fi
