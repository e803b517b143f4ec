#!/usr/bin/env bash
# exits.sh CODE COMMAND...: passes when the command ends with exactly CODE;
# what it printed goes to stdout, for FileCheck.
want=$1
shift
"$@" 2>&1
got=$?
if [ "$got" != "$want" ]; then
  echo "exits.sh: expected exit code $want, got $got: $*" >&2
  exit 1
fi
