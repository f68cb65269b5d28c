import { runCommandLine } from './commandLine';
import { processTerminal } from './terminal';

// A reader that has had enough, such as `head`, closes the pipe: nothing is left to be said.
process.stdout.on('error', () => {
  process.exit();
});

void runCommandLine(process.argv.slice(2), processTerminal(process)).then((code) => {
  process.exitCode = code;
});
