#!/bin/sh
# Restores the table of a deployed stack to an earlier moment, beside the one in use, and gives the
# copy what a restored table does not inherit. The table in use is not touched, so this is also the
# rehearsal. 把已部署的数据表恢复到较早的时刻（另建一张表，不动正在使用的表）；演练也用它。
#
#   deploy/aws/restore-table.sh TABLE 2026-11-29T04:00:00Z NEW-TABLE
#
# Needs the AWS CLI, and of IAM on both tables: dynamodb:RestoreTableToPointInTime and what it calls
# (Query, Scan and the *Item actions), DescribeTable, UpdateTable, UpdateTimeToLive, UpdateContinuousBackups.
set -eu

if [ $# -ne 3 ]; then
  echo "用法 · usage: $0 TABLE TIME NEW-TABLE" >&2
  exit 2
fi
FROM=$1 TIME=$2 TO=$3

echo "正在恢复 · restoring $FROM ($TIME) -> $TO"
aws dynamodb restore-table-to-point-in-time --source-table-name "$FROM" \
  --target-table-name "$TO" --restore-date-time "$TIME" > /dev/null
aws dynamodb wait table-exists --table-name "$TO"
aws dynamodb update-continuous-backups --table-name "$TO" \
  --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true > /dev/null
aws dynamodb update-time-to-live --table-name "$TO" \
  --time-to-live-specification Enabled=true,AttributeName=expires > /dev/null
aws dynamodb update-table --table-name "$TO" --deletion-protection-enabled > /dev/null

echo "切换 · point the stack at it: npx cdk deploy -c table=$TO"
