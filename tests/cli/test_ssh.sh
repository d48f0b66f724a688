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
for command in 'check ../conf' 'print a.ini -o ../out.txt' 'print a.ini -o .bashrc' 'sh -c id' 'check a.ini; id' 'check $(id)' \
    "check \`id\` a.ini" 'import /etc/passwd -o p.ini'; do
    over_ssh "$command"
    [ "$status" -ne 0 ] || fail "$command is done"
    if grep -q 'uid=' out err; then fail "$command ran a program"; fi
done
echo version >batch
if sftp -q -F /dev/null -P "$port" -i key -o IdentitiesOnly=yes -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no \
    -b batch "$user@127.0.0.1" >out 2>err </dev/null; then fail 'sftp gets in'; fi
want_no_file out.txt
end
