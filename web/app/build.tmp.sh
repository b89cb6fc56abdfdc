. /tmp/s_env.sh; cd /work/wt-session/web/app; KNOTWORK_APP=/tmp/s_app npx vite build >/tmp/s_build.log 2>&1 || tail -20 /tmp/s_build.log
kill $(cat /tmp/s_serve.pid) 2>/dev/null; sleep 0.5
/work/wt-serve/build/release/bin/knotwork serve --port 8977 --folder /tmp/s_app >/tmp/s_serve.log 2>&1 &
echo $! > /tmp/s_serve.pid; sleep 1
