#!/bin/sh
# SPDX-License-Identifier: MIT
# A restricted login over a real sshd on loopback, with the block of the README: files come and go through ssh.
. tests/cli/lib.sh

if ! command -v ssh >/dev/null || [ ! -x /usr/sbin/sshd ]; then
    echo 'skip ssh (no sshd or no ssh)'
    exit 0
fi
if ! "$project/tests/support/with-conf" --works; then
    echo 'skip ssh (needs root or user namespaces, for an /etc/nianbao.conf of its own)'
    exit 0
fi
[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd # where it wants to be locked up before a login
user=$(id -un)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

mkdir drafts
cp "$sample" drafts/a.ini
printf '[nianbao]\ndrafts = "%s"\n' "$dir/drafts" >conf
cat >login <<EOF
#!/bin/sh
exec "$project/tests/support/with-conf" "$dir/conf" "$nianbao" --restricted
EOF
chmod 755 login "$dir"
ssh-keygen -q -t ed25519 -N '' -f host
ssh-keygen -q -t ed25519 -N '' -f key
cp key.pub authorized
{
    printf '%s\n' "HostKey $dir/host" "AuthorizedKeysFile $dir/authorized" 'StrictModes no' 'UsePAM no' 'PermitRootLogin yes' \
        'PidFile none' 'ListenAddress 127.0.0.1' "Port $port"
    sed -n '/^    Match Group nianbao$/,/^$/s/^    //p' "$project/README.md" |
        sed "s|^Match Group nianbao|Match User $user|; s|ForceCommand .*|ForceCommand $dir/login|"
} >config
/usr/sbin/sshd -D -f "$dir/config" 2>sshd.log &
sshd=$!
trap 'kill $sshd 2>/dev/null; rm -rf "$dir"' EXIT

remote() {
    ssh -F /dev/null -p "$port" -i "$dir/key" -o IdentitiesOnly=yes -o LogLevel=ERROR -o UserKnownHostsFile=/dev/null \
        -o StrictHostKeyChecking=no "$user@127.0.0.1" "$@"
}
over_ssh() {
    remote "$1" >out 2>err </dev/null
    status=$?
}
for _ in $(seq 100); do
    if over_ssh version && [ "$status" -eq 0 ]; then break; fi
    sleep 0.1
done

begin 'the README has the block, and it lets nianbao in'
grep -q ForceCommand config || fail 'no block'
over_ssh version
want_status 0
want_out 'nianbao 0.'
end

begin 'out of the drafts folder'
"$nianbao" print "$sample" >wanted
over_ssh 'print a.ini'
want_status 0
cmp -s out wanted || fail 'another report'
over_ssh 'status --format=tsv .'
want_status 0
want_out 'a.ini'
over_ssh 'export .'
want_status 0
want_out 'disclosure.fees'
over_ssh 'check a.ini'
want_status 0
over_ssh 'sum -o - .'
want_status 0
want_out '[rollup]'
end

begin 'and into it'
remote 'import - -o last.ini' <wanted >out 2>err
status=$?
want_status 0
want_file drafts/last.ini
over_ssh "print last.ini -o 'last year.txt'"
want_status 0
want_file 'drafts/last year.txt'
end

begin 'and nowhere else'
ln -s "$dir/conf" drafts/link.ini
ln -s "$dir" drafts/outside
cp "$sample" private.ini
for command in 'check ../conf' 'check ../private.ini' "check $dir/private.ini" 'check outside/private.ini' 'check link.ini' \
    'print ../private.ini' 'print a.ini -o ../out.txt' 'print a.ini -o outside/out.txt' 'print a.ini -o .bashrc' \
    'print a.ini -o out.sh' 'print a.ini --printer="x -o raw; id"' 'export .. ' 'export a.ini -o ../out.csv' 'sum -o ../out.ini .' \
    'sum -o total.ini ..' 'status --roster=/etc/passwd .' 'new ../x.ini' 'diff a.ini ../private.ini' 'recover ../private.ini' \
    'import /etc/passwd -o p.ini' 'import - -o ../p.ini' 'check --config=../conf a.ini' 'sh -c id' 'check a.ini; id' 'check $(id)' \
    "check \`id\` a.ini" 'check a.ini | id' 'check a.ini && id' 'env' '/bin/sh' 'doctor -o ../out.txt'; do
    over_ssh "$command"
    [ "$status" -ne 0 ] || fail "$command is done"
    if grep -q 'uid=' out err; then fail "$command ran a program"; fi
    if grep -qF root: out err; then fail "$command shows a file of the system"; fi
done
for place in drafts .; do
    want_no_file "$place/out.txt"
    want_no_file "$place/.bashrc"
    want_no_file "$place/x.ini"
    want_no_file "$place/p.ini"
done
# What the other side would like to have in the environment does not arrive.
status=0
remote -o SetEnv="NIANBAO_CONFIG=$dir/private.ini XDG_CONFIG_HOME=$dir/drafts LD_PRELOAD=$dir/none.so" 'check a.ini' >out 2>err </dev/null || status=$?
want_status 0
want_no_err
rm drafts/link.ini drafts/outside
echo version >batch
if sftp -q -F /dev/null -P "$port" -i key -o IdentitiesOnly=yes -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no \
    -b batch "$user@127.0.0.1" >out 2>err </dev/null; then fail 'sftp gets in'; fi
want_no_file out.txt
end

# The second block: sftp for a group of its own, locked up in a folder that is root's all the way down.
if [ "$(id -u)" -ne 0 ] || ! files=$(mktemp -d /srv/nianbao-test.XXXXXX); then
    echo 'skip sftp comes no further than the folder of the drafts (needs root, and /srv)'
    exit 0
fi
kill $sshd
trap 'kill $sshd 2>/dev/null; rm -rf "$dir" "$files"' EXIT
chmod 755 "$files"
mkdir "$files/nianbao"
cp "$sample" "$files/nianbao/a.ini"
{
    sed '/^Match/,$d' config
    echo 'Subsystem sftp internal-sftp'
    sed -n '/^    Match Group nianbao-files$/,/^$/s/^    //p' "$project/README.md" |
        sed "s|^Match Group nianbao-files|Match User $user|; s|ChrootDirectory .*|ChrootDirectory $files|"
} >config-files
/usr/sbin/sshd -D -f "$dir/config-files" 2>sshd.log &
sshd=$!
transfer() {
    printf '%s\n' "$@" >batch
    sftp -q -F /dev/null -P "$port" -i key -o IdentitiesOnly=yes -o LogLevel=ERROR -o UserKnownHostsFile=/dev/null \
        -o StrictHostKeyChecking=no -b batch "$user@127.0.0.1" >out 2>err </dev/null
    status=$?
}
for _ in $(seq 100); do
    transfer pwd
    if [ "$status" -eq 0 ]; then break; fi
    sleep 0.1
done

begin 'sftp comes no further than the folder of the drafts'
transfer "get /nianbao/a.ini fetched.ini" "put $sample /nianbao/b.ini"
want_status 0
cmp -s fetched.ini "$sample" || fail 'another file came'
cmp -s "$files/nianbao/b.ini" "$sample" || fail 'another file went'
for file in "$dir/conf" /etc/passwd ../../../../etc/passwd; do
    transfer "get $file stolen"
    [ "$status" -ne 0 ] || fail "sftp fetches $file"
    want_no_file stolen
done
over_ssh id
if grep -q 'uid=' out; then fail 'a shell'; fi
end
