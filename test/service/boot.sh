#!/bin/bash
# Boots a systemd of its own over a throw-away copy of this machine's files, with the project at
# /opt/fengqiao, installs the units as docs/one-machine.md says, and runs the probe in it.
# Called in a mount namespace of its own: boot.sh FOLDER PROJECT PROBE
set -euo pipefail
WORK=$1 PROJECT=$2 PROBE=$3
ROOT=$WORK/root
mkdir -p "$WORK/layer" "$ROOT"
mount -t tmpfs tmpfs "$WORK/layer"
mkdir "$WORK/layer/upper" "$WORK/layer/work"
mount -t overlay overlay -o "lowerdir=/,upperdir=$WORK/layer/upper,workdir=$WORK/layer/work" "$ROOT"

chroot "$ROOT" useradd --system --home-dir /var/lib/fengqiao --shell /usr/sbin/nologin fengqiao
mkdir -p "$ROOT/opt/fengqiao"
chroot "$ROOT" bash -ec "$(sed -n 's/^ *\(install -d .*\)/\1/p' "$PROJECT/docs/one-machine.md")"
install -m 644 "$PROJECT"/deploy/systemd/*.service "$PROJECT"/deploy/systemd/*.timer "$ROOT/etc/systemd/system/"
install -m 640 "$PROJECT/deploy/systemd/fengqiao.env.example" "$ROOT/etc/fengqiao/fengqiao.env"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=fengqiao.example \
  -addext subjectAltName=DNS:fengqiao.example \
  -keyout "$ROOT/etc/fengqiao/tls.key" -out "$ROOT/etc/fengqiao/tls.crt" 2> /dev/null
chroot "$ROOT" chgrp -R fengqiao /etc/fengqiao
chmod 640 "$ROOT/etc/fengqiao/tls.key"

# This container has no network to wait for, and ends when the probe has.
ln -sf /dev/null "$ROOT/etc/systemd/system/systemd-networkd-wait-online.service"
rm -f "$ROOT/etc/machine-id"
mkdir "$ROOT/probe"
cp "$PROBE"/* "$ROOT/probe/"
cat > "$ROOT/etc/systemd/system/probe.service" << 'UNIT'
[Unit]
Wants=fengqiao.service
After=fengqiao.service
[Service]
Type=oneshot
ExecStart=/bin/bash /probe/probe.sh
StandardOutput=file:/probe/said
StandardError=file:/probe/complaints
ExecStopPost=/bin/systemctl poweroff --force --force
UNIT
export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY
SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=$([ -e /sys/fs/cgroup/cgroup.controllers ] && echo 1 || echo 0)
timeout 900 systemd-nspawn --quiet --register=no --keep-unit --settings=no --private-network \
  --directory "$ROOT" --bind-ro="$PROJECT:/opt/fengqiao" \
  /lib/systemd/systemd --unit=probe.service --show-status=no --log-target=null \
  > "$WORK/console" 2>&1 < /dev/null || true
cat "$ROOT/probe/said" "$ROOT/probe/complaints" 2> /dev/null || cat "$WORK/console"
