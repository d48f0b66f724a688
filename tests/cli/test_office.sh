#!/bin/sh
# SPDX-License-Identifier: MIT
# A report as Word, Excel and LibreOffice write it, and archives that are to be refused quickly and in little memory.
. tests/cli/lib.sh

if ! "$nianbao" --version | grep -q libzip; then

    echo "skip files of Word and Excel (built without libzip and libxml2)"
    exit 0
fi
python3 "$project/tests/support/officefiles.py" . || exit 1

begin 'a Word file: every cell and every paragraph'
run import a.docx -o docx.ini
want_status 0
want_no_err
want_in docx.ini 'unit = "云岫县水务局"'
want_in docx.ini 'date = "2023-01-09"'
want_in docx.ini 'p0010 = "根据规定，编制<本报告> &amp; 公布。"'
want_in docx.ini 'p0020 = "（二）依申请公开。都在期限内答复。"'
want_in docx.ini 'normative_documents = "22, 4, 197"'
want_in docx.ini 'fees = "18.871"'
want_in docx.ini 'received = "1, 2, 3, 4, 5, 6, 21"'
want_in docx.ini 'other.other = "2, 4, 6, 1, 3, 5, 21"'
want_in docx.ini 'carried_out = "4, 1, 5, 2, 6, 3, 21"'
want_in docx.ini 'reconsideration = "1, 0, 2, 0, 3"'
end

for kind in xlsx odt ods; do
    begin "the same from .$kind"
    run import "a.$kind" -o "$kind.ini"
    want_status 0
    want_no_err
    cmp -s docx.ini "$kind.ini" || fail "the drafts differ"
    end
done

begin 'the same from a sheet that was saved as CSV, in UTF-8 and in GB18030'
for name in a a-gb; do
    run import "$name.csv" -o "$name.csv.ini"
    want_status 0
    sed '/^\[import\]/,/^$/d; /^\[end\]/,$d' "$name.csv.ini" >"$name.csv.said"
    sed '/^\[end\]/,$d' docx.ini | cmp -s - "$name.csv.said" || fail "$(diff docx.ini "$name.csv.ini")"
done
end

# Wide of the second and the 64 MB that are promised where the machine is busy; sanitizers need more memory.
begin 'hostile archives are refused'
for file in bad-*.docx; do
    python3 - "$nianbao" "$file" >out 2>&1 <<'EOP' || fail "$file: $(cat out)"
import resource, subprocess, sys
program, name = sys.argv[1:]
done = subprocess.run([program, 'import', name, '-o', 'bad.ini'], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
asan = b'__asan_init' in open(program, 'rb').read()
if done.returncode != 4 or name not in done.stderr:
    sys.exit('status %d: %s' % (done.returncode, done.stderr))
if used.ru_utime + used.ru_stime > 1 or (used.ru_maxrss > 64 * 1024 and not asan):
    sys.exit('%.2f s, %d KB' % (used.ru_utime + used.ru_stime, used.ru_maxrss))
EOP
    [ ! -e bad.ini ] || fail "$file became a draft"
done
end
