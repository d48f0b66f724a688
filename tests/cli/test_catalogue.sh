#!/bin/sh
# SPDX-License-Identifier: MIT
# Every message of the program stands translated in the English catalogue, and English is what is then shown.
. tests/cli/lib.sh

begin 'every message has an English translation'
if command -v xgettext >/dev/null && command -v msgcmp >/dev/null; then
    (cd "$project" && xgettext --from-code=UTF-8 -k_ -kN_ -kC_:1c,2 -kNC_:1c,2 --no-location -o "$dir/all.pot" $(find locale forms tui -name "*.[ch]")) 2>/dev/null
    msgcmp "$project/locale/en.po" all.pot >out 2>err
    status=$?
    want_status 0
    end
else
    echo "skip $name (no gettext tools)"
fi

for environment in LANGUAGE=en LC_ALL=en_US.UTF-8 LC_MESSAGES=en_GB.UTF-8; do
    begin "--help is in English under $environment"
    env -u LC_ALL "$environment" "$nianbao" --help >out 2>err
    status=$?
    want_out 'Usage: nianbao'
    want_out 'print'
    end
done
begin 'LANG alone leaves the interface Chinese'
env -u LC_ALL LANG=en_US.UTF-8 "$nianbao" --help >out 2>err
status=$?
want_out '用法：nianbao'
end
begin 'findings are in English, the form itself stays Chinese'
sed 's/^carried_out = "3,/carried_out = "8,/' "$sample" >wrong.ini
env -u LC_ALL LANGUAGE=en "$nianbao" check wrong.ini >out 2>err
status=$?
want_status 1
want_out 'error'
want_out '表三'
end

begin 'one Chinese word has the English that fits its place'
LANGUAGE=en run status --help
want_out '--format=FORMAT'
want_out '--jobs=NUMBER'
LANGUAGE=en run status "$sample"
want_out 'Unit   '
want_out '  Errors  Warnings'
LANGUAGE=en run check --format=csv "$sample"
want_out 'File,Severity,Rule,Field,Offset,Length,Message,Reason'
end
