#!/bin/bash
# Runs inside the booted container, after the service has said that it is ready.
export PATH=/opt/fengqiao/node_modules/.bin:$PATH
say() { echo "$1=$2"; }
as_service() { setpriv --reuid fengqiao --regid fengqiao --clear-groups env FENGQIAO_DATA=/var/lib/fengqiao/data NODE_OPTIONS=--disable-warning=ExperimentalWarning "$@"; }
ask() { curl --silent --cacert /etc/fengqiao/tls.crt --resolve fengqiao.example:8443:127.0.0.1 "$@"; }
URL=https://fengqiao.example:8443

say state "$(systemctl is-active fengqiao)"
say page "$(ask --output /dev/null --write-out '%{http_code}' $URL/)"
cd /opt/fengqiao
TOKEN=$(as_service node local/token.ts --role administrator --unit 410000000000)
as_token() { ask --header "authorization: Bearer $TOKEN" "$@"; }
for kind in units grids; do
  say $kind "$(as_token --output /dev/null --write-out '%{http_code}' --request PUT --header 'content-type: text/csv' \
    --data-binary @/probe/$kind.csv "$URL/v1/reference/$kind?effective=2024-01-01")"
done
say submission "$(as_token --output /dev/null --write-out '%{http_code}' --header 'content-type: application/json' \
  --data-binary @/probe/day.json $URL/v1/submissions)"
json() { node -p "JSON.parse(require('fs').readFileSync(0, 'utf8')).$1"; }
RUN=$(as_token --header 'content-type: application/json' --data '{"period":"2024-04"}' $URL/v1/runs | json id)
for _ in $(seq 600); do
  STATE=$(as_token $URL/v1/runs/$RUN | json state)
  [ "$STATE" = running ] || break
  sleep 0.5
done
say run "$STATE"
systemctl reload fengqiao
say reloaded "$(systemctl is-active fengqiao)"
systemctl start fengqiao-backup
say backup "$(systemctl show fengqiao-backup --property Result --value)"
BACKUP=$(ls -d /var/backups/fengqiao/fengqiao-*)
systemctl stop fengqiao
say stopped "$(systemctl show fengqiao --property Result --value)"
mv /var/lib/fengqiao/data /var/lib/fengqiao/data.old
as_service node local/restore.ts --from "$BACKUP" > /dev/null
say restore $?
systemctl start fengqiao
TOKEN=$(as_service node local/token.ts --role administrator --unit 410000000000)
say card "$(as_token --output /dev/null --write-out '%{http_code}' "$URL/v1/scorecards/2024-04/410481002000?revision=1")"
# A new machine: its folders as the page makes them, and restored before the first start.
systemctl stop fengqiao
rm -rf /var/lib/fengqiao
bash -ec "$(sed -n 's/^ *\(install -d .*\)/\1/p' docs/one-machine.md)"
as_service node local/restore.ts --from "$BACKUP" > /dev/null
say anew $?
systemctl start fengqiao
TOKEN=$(as_service node local/token.ts --role administrator --unit 410000000000)
say same "$(as_token --output /dev/null --write-out '%{http_code}' "$URL/v1/scorecards/2024-04/410481002000?revision=1")"
kill -KILL "$(systemctl show fengqiao --property MainPID --value)"
for _ in $(seq 600); do
  [ "$(systemctl show fengqiao --property NRestarts --value)" = 1 ] && systemctl is-active --quiet fengqiao && break
  sleep 0.5
done
say restarts "$(systemctl show fengqiao --property NRestarts --value)"
say again "$(ask --output /dev/null --write-out '%{http_code}' $URL/)"
systemctl stop fengqiao
journalctl --no-pager --unit fengqiao --unit fengqiao-backup --output cat | sed 's/^/journal: /'
