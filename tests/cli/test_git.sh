#!/bin/sh
# SPDX-License-Identifier: MIT
# Drafts in git: README's merge driver puts edits of different fields together.
. tests/cli/lib.sh

if ! command -v git >/dev/null; then
    echo 'skip drafts in git: there is no git'
    exit 0
fi
export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=甲 GIT_AUTHOR_EMAIL=a@example GIT_COMMITTER_NAME=甲 GIT_COMMITTER_EMAIL=a@example
mkdir bin repo
printf '#!/bin/sh\nexec "%s" "$@"\n' "$nianbao" >bin/nianbao
chmod 755 bin/nianbao
PATH=$PWD/bin:$PATH
cd repo || exit 1
git init -q
# The two lines of README.md.
grep -A1 "^    echo '\*.ini merge" "$project/README.md" | sed 's/^    //' >recipe
. ./recipe
cp "$sample" a.ini
git add a.ini .gitattributes
git commit -qm base
trunk=$(git symbolic-ref --short HEAD)

# changed FILE SED: the draft with sed applied, saved again by the program.
changed() {
    sed -e '/^keys = /d' -e '/^crc = /d' -e "$2" "$1" >hand.ini
    "$nianbao" import hand.ini -o new.ini 2>/dev/null && mv new.ini "$1" && rm hand.ini
}

begin 'edits of different cells of one row merge'
git checkout -qb other
changed a.ini 's/^received = "46, 9,/received = "47, 9,/'
git commit -qam theirs
git checkout -q "$trunk"
changed a.ini 's/^received = "46, 9, 1,/received = "46, 9, 2,/'
git commit -qam mine
git merge -q other -m merged >../out 2>../err
status=$?
cd ..
want_status 0
want_in repo/a.ini 'received = "47, 9, 2,'
run check repo/a.ini
want_no_err
end

cd repo || exit 1
begin 'edits of one cell are a conflict that is named; mine stays'
git checkout -qb third
changed a.ini 's/^received = "47,/received = "50,/'
git commit -qam theirs
git checkout -q "$trunk"
changed a.ini 's/^received = "47,/received = "60,/'
git commit -qam mine
git merge -q third -m merged >../out 2>../err
status=$?
cd ..
want_status 1
want_in repo/a.ini 'received = "60, 9, 2,'
want_err '自然人：我的是“60”，对方的是“50”，用了我的'
end
