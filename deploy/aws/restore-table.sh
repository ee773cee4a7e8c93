#!/bin/sh
# Restores the table of a deployed stack to an earlier moment, beside the one in use, and gives the
# copy what a restored table does not inherit. The table in use is not touched, so this is also the
# rehearsal. 把已部署的数据表恢复到较早的时刻（另建一张表，不动正在使用的表）；演练也用它。
#
#   deploy/aws/restore-table.sh TABLE 2026-11-29T04:00:00Z NEW-TABLE
#
# A restore takes from some minutes to hours. Where this is cut off, the same command goes on with
# what is there. 恢复需要几分钟到几小时；中断后再次执行同一命令即可继续。
#
# Needs the AWS CLI, version 2, and of IAM on both tables: dynamodb:RestoreTableToPointInTime and what
# it calls (Query, Scan and the *Item actions), DescribeTable, DescribeTimeToLive, UpdateTable,
# UpdateTimeToLive, UpdateContinuousBackups.
set -eu

usage() {
  echo "用法 · usage: $0 TABLE 2026-11-29T04:00:00Z NEW-TABLE" >&2
  exit 2
}
[ $# -eq 3 ] || usage
FROM=$1 TIME=$2 TO=$3
case $TIME in
  # As the service tells it again, so that the two can be compared.
  [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z) ;;
  *) usage ;;
esac
# Seconds between two looks, and how many there are at most: twelve hours.
PAUSE=${RESTORE_PAUSE:-60} MOST=${RESTORE_LOOKS:-720}

fail() {
  echo "$1" >&2
  exit 1
}
describe() { # QUERY
  TZ=UTC aws dynamodb describe-table --table-name "$TO" --query "$1" --output text
}
# A new table takes settings only after a while.
patiently() {
  tries=0
  until "$@" > /dev/null; do
    tries=$((tries + 1))
    [ $tries -lt 10 ] || fail "未完成，请再次执行 · not done, run it again: $*"
    sleep "$PAUSE"
  done
}

if found=$(describe 'Table.RestoreSummary.[SourceTableArn,RestoreDateTime]' 2> /dev/null); then
  # shellcheck disable=SC2086
  set -- $found
  case "${1:-}" in
    *:table/"$FROM") ;;
    *) fail "$TO 已存在，不是由 $FROM 恢复的 · $TO is there and was not restored from $FROM" ;;
  esac
  case "${2:-}" in
    "${TIME%Z}"*) echo "$TO 已存在，继续 · is there already, going on" ;;
    *) fail "$TO 已恢复到另一时刻 · $TO is there, restored to another moment: ${2:-}" ;;
  esac
else
  echo "正在恢复 · restoring $FROM ($TIME) -> $TO"
  aws dynamodb restore-table-to-point-in-time --source-table-name "$FROM" \
    --target-table-name "$TO" --restore-date-time "$TIME" > /dev/null
fi

looks=0
status=$(describe Table.TableStatus)
while [ "$status" = CREATING ]; do
  [ $looks -lt "$MOST" ] ||
    fail "仍未完成，请稍后再次执行 · still not restored, run it again later"
  echo "还在恢复 · still restoring: $((looks * PAUSE / 60)) min"
  sleep "$PAUSE"
  looks=$((looks + 1))
  status=$(describe Table.TableStatus)
done
# A setting that is being changed is no fault: it is a second run.
case $status in
  ACTIVE | UPDATING) ;;
  *) fail "$TO: $status" ;;
esac

patiently aws dynamodb update-continuous-backups --table-name "$TO" \
  --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true
# Asked for again, it is refused.
case $(aws dynamodb describe-time-to-live --table-name "$TO" \
  --query TimeToLiveDescription.TimeToLiveStatus --output text) in
  ENABLED | ENABLING) ;;
  *)
    patiently aws dynamodb update-time-to-live --table-name "$TO" \
      --time-to-live-specification Enabled=true,AttributeName=expires
    ;;
esac
patiently aws dynamodb update-table --table-name "$TO" --deletion-protection-enabled

echo "切换，并带上平时的其他选项 · point the stack at it, with your other flags: npx cdk deploy -c table=$TO"
