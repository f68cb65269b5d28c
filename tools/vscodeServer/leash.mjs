// Runs a command for as long as the process that started this script lives: `node leash.mjs COMMAND ARG…`. When standard
// input ends, whichever way that came about, everything in this process group is killed. Start it detached.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.once('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
child.once('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', () => process.kill(-process.pid, 'SIGKILL')).resume();
