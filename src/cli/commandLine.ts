import { Command, CommanderError, Option } from 'commander';
import { version } from '../../package.json';
import { compareCommand } from './compareCommand';
import type { CompareOptions } from './compareCommand';
import { EngineLostError } from '../shared/engineLost';
import { crossoverCommand } from './crossoverCommand';
import { addCrossoverOptions } from './crossoverOptions';
import type { CrossoverOptions } from './crossoverOptions';
import { machineCommand, strategiesCommand } from './describeCommands';
import type { DescribeOptions, MachineOptions } from './describeCommands';
import { exportSuffixes } from '../shared/exports/exportFormat';
import { CancelledEarly, EXIT, UnusableInput } from './exitCode';
import type { ExitCode } from './exitCode';
import { exportCommand } from './exportCommand';
import { addKernelOptions, kernelCommand } from './kernelCommand';
import type { KernelOptions } from './kernelCommand';
import { addMeasureOptions, gather } from './measureOptions';
import type { MeasureOptions } from './measureOptions';
import { measureSpec } from './measureSpec';
import { addNullTestOptions, nullTestCommand } from './nullTestCommand';
import type { NullTestOptions } from './nullTestCommand';
import { REPORT_HELP, REPORT_OPTION } from './reportFiles';
import { reportRun } from './reportRun';
import { runCommand } from './runCommand';
import type { RunOptions } from './runCommand';
import type { Terminal } from './terminal';
import { gradcheckCommand } from './gradcheckCommand';
import type { GradcheckOptions } from './gradcheckCommand';
import { trainCommand } from './trainCommand';
import { addNetworkOptions, addTrainOptions } from './trainOptions';
import type { TrainOptions } from './trainOptions';
import { tuneCommand } from './tuneCommand';
import { addTuneOptions } from './tuneOptions';
import type { TuneOptions } from './tuneOptions';

const NAME = 'matmul-profiler';
const HELP_HINT = `(${NAME} --help shows how to use it)`;

/** Runs one command with its arguments (without node and script) and answers with the exit code. Never throws. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = programWith(terminal, (answer) => {
    code = answer;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return answerTo(error, terminal);
  }
}

function answerTo(error: unknown, terminal: Terminal): ExitCode {
  // Commander has written its message, or its help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.unusable;
  if (error instanceof UnusableInput) {
    terminal.note(error.reason === 'usage' ? `${error.message}\n${HELP_HINT}` : error.message);
    return EXIT.unusable;
  }
  if (error instanceof CancelledEarly) {
    terminal.note(error.message);
    return EXIT.cancelled;
  }
  if (error instanceof EngineLostError) {
    terminal.note(`error: ${error.message} MATMUL_PROFILER_LOG=1 shows what it said.`);
    return EXIT.failed;
  }
  terminal.note(`error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return EXIT.failed;
}

const ENVIRONMENT_HELP = `
Environment:
  MATMUL_PROFILER_NODE  another Node to run the engine on
  MATMUL_PROFILER_LOG   1 shows what the engine says, on standard error
  NO_COLOR              1 leaves out colours

Exit codes: 0 done, 1 a verification or comparison failed, or an expectation was missed, 2 wrong usage or unusable input,
130 cancelled.
`;

const MEASURE_HELP = `
Sizes are a number, a list or a range: 512   64,128,256   64:1024:*2   100:500:100

Examples:
  ${NAME} measure --size 512
  ${NAME} measure --m 64 --k 784 --n 100 --strategies naive,simd,parallel
  ${NAME} measure --size 256:1024:*2 --strategies blocked,simd --set blocked.mc=96
  ${NAME} measure --size 512 --density 0.05 --structure block --strategies simd,sparse
  ${NAME} measure --m 300 --k 200 --n 100 --json - > run.json
`;

const TUNE_HELP = `
A grid is one or two parameters with their values, mr=4,5,6 nr=8,16; a name alone takes the values worth trying, and
without --grid so do the first two parameters. The best points are measured again against the default with fresh
samples. Kept values count wherever this strategy and element type run on this machine and set none of them.

Examples:
  ${NAME} tune --strategy simd --size 512
  ${NAME} tune --strategy simd --size 1024 --grid mr=4,5,6 nr=8,16 --keep
  ${NAME} tune --strategy parallel --m 64 --k 784 --n 100 --grid threads
  ${NAME} tune --strategy simd --forget
`;

const KERNEL_HELP = `
Generated modules are shown as WebAssembly text, loops in JavaScript as they are compiled, with how to read them.

Examples:
  ${NAME} kernel --strategy simd --size 512
  ${NAME} kernel --strategy loops --size 256 --dtype f64 --set order=kij --set path=simd
  ${NAME} kernel --strategy simd --size 512 --json - > kernel.json
`;

const NULL_TEST_HELP = `
Exits with 1 where there are more false alarms than the nominal rate of 5% explains (16 of 200). The answer is kept for
this machine: the editor shows it, and compare takes from it how far two runs of the same lie apart.

Examples:
  ${NAME} nulltest
  ${NAME} nulltest --comparisons 40 --slow 5 --slow-comparisons 10
  ${NAME} nulltest --strategy blocked --size 128 --json nulltest.json
`;

const COMPARE_HELP = `
Runs that were taken at different times differ by more than their samples show; how much more is known from the null test
of this machine. Exits with 1 where a row is slower.

Examples:
  ${NAME} measure --size 256:1024:*2 --json before.json
  ${NAME} compare before.json after.json
`;

const CROSSOVER_HELP = `
Both strategies are measured in turns at each point, and a point is decided where the interval of the ratio leaves 1.

Examples:
  ${NAME} crossover sparse --size 512
  ${NAME} crossover threads --from 32 --to 512
  ${NAME} crossover --report crossovers.html
`;

const RUN_HELP = `
Examples:
  ${NAME} run examples/first.matmul.json
  ${NAME} run square.matmul.json layers.matmul.json --only "layer 1"
  ${NAME} run square.matmul.json --json run.json
  ${NAME} run examples/training.matmul.json --only digits
  ${NAME} run square.matmul.json --report run.html run.md
  ${NAME} run square.matmul.json --save-baseline
  ${NAME} run square.matmul.json --strict --report junit.xml
`;

const TRAIN_HELP = `
Products of a step are Z1, Z2 … (forward), dW1, dW2 … (gradients of weights) and dA1 … (gradients of activations). The
gradients of a network are checked before it is trained. Exits with 1 where they are wrong, or --expect-accuracy is missed.

Examples:
  ${NAME} train
  ${NAME} train --product Z1=sparse --product dW1=sparse --epochs 10
  ${NAME} train --compare blas --compare blocked --epochs 2
  ${NAME} train --data X.npy,y.npy --layers 64,32 --activation tanh --optimiser adam --rate 0.001
  ${NAME} train --activation sigmoid --mistake relu-mask
`;

const GRADCHECK_HELP = `
Exits with 1 where a gradient is wrong.

Examples:
  ${NAME} gradcheck
  ${NAME} gradcheck --inputs 20 --layers 16,8 --classes 4 --activation tanh --output sigmoid --strategy sparse
  ${NAME} gradcheck --activation sigmoid --mistake relu-mask
`;

function programWith(terminal: Terminal, answer: (code: ExitCode) => void): Command {
  const program = new Command(NAME)
    .description('Runs strategies of matrix multiplication on this machine and measures them, verified.')
    .version(version, '-V, --version', 'say the version')
    .helpOption('-h, --help', 'say how to use it')
    .helpCommand('help [command]', 'say how to use a command')
    .addHelpText('after', ENVIRONMENT_HELP)
    .showHelpAfterError(HELP_HINT)
    .configureOutput({
      writeErr: (text) => {
        terminal.note(text.trimEnd());
      },
    })
    .exitOverride();

  const json = '--json <file>';
  program
    .command('strategies')
    .description('list the strategies, their parameters, and whether they can run here')
    .option(json, 'write JSON to a file, or to standard output with -')
    .action(async (options: DescribeOptions) => {
      answer(await strategiesCommand(options, terminal));
    });
  program
    .command('machine')
    .description('describe the machine that the strategies run on, its caches and its measured peaks')
    .option('--measure', 'measure the peaks of arithmetic and of memory first, within a few seconds, and keep them')
    .option(json, 'write JSON to a file, or to standard output with -')
    .action(async (options: MachineOptions) => {
      answer(await machineCommand(options, terminal));
    });
  addMeasureOptions(program.command('measure'))
    .description('measure strategies on products of given sizes: C = α·op(A)·op(B) + β·C, op(A) m×k, op(B) k×n')
    .option(json, 'write the run as JSON to a file, or to standard output with -')
    .option(REPORT_OPTION, REPORT_HELP)
    .addHelpText('after', MEASURE_HELP)
    .action(async (options: MeasureOptions) => {
      answer(await reportRun(measureSpec(options), options, terminal));
    });
  addTuneOptions(program.command('tune'))
    .description('measure a strategy over a grid of its parameters, and say which point is best')
    .option(json, 'write the run as JSON to a file, or to standard output with -')
    .option(REPORT_OPTION, REPORT_HELP)
    .addHelpText('after', TUNE_HELP)
    .action(async (options: TuneOptions) => {
      answer(await tuneCommand(options, terminal));
    });
  addKernelOptions(program.command('kernel'))
    .description('show the code of the kernel that a strategy runs')
    .option(json, 'write JSON to a file, or to standard output with -')
    .addHelpText('after', KERNEL_HELP)
    .action(async (options: KernelOptions) => {
      answer(await kernelCommand(options, terminal));
    });
  addNullTestOptions(program.command('nulltest'))
    .description('compare a strategy with itself many times: how often this tool is wrong on this machine')
    .option(json, 'write the answer as JSON to a file, or to standard output with -')
    .addHelpText('after', NULL_TEST_HELP)
    .action(async (options: NullTestOptions) => {
      answer(await nullTestCommand(options, terminal));
    });
  program
    .command('compare')
    .description('compare two runs that were saved with --json, row by row')
    .argument('<before>', 'the earlier run')
    .argument('<after>', 'the later run')
    .option('--allow-slower', 'exit with 0 where rows are slower too')
    .option(json, 'write the comparison as JSON to a file, or to standard output with -')
    .addHelpText('after', COMPARE_HELP)
    .action(async (before: string, after: string, options: CompareOptions) => {
      answer(await compareCommand(before, after, options, terminal));
    });
  addCrossoverOptions(program.command('crossover'))
    .description('find where one strategy begins to be faster than another, by density or by size')
    .option(json, 'write the run as JSON to a file, or to standard output with -')
    .option(REPORT_OPTION, REPORT_HELP)
    .addHelpText('after', CROSSOVER_HELP)
    .action(async (kinds: string[], options: CrossoverOptions) => {
      answer(await crossoverCommand(kinds, options, terminal));
    });
  program
    .command('run')
    .description('run benchmark files (*.matmul.json), with the trainings in them')
    .argument('<file...>', 'benchmark files')
    .option('--only <name>', 'run the benchmark or the training of this name alone; can be given several times', gather)
    .option('--baseline <run>', 'hold the run to this one; *.matmul.baseline.json beside each file when left out')
    .option('--save-baseline', 'save the run as the baseline beside each file, if it comes to its end')
    .option('--strict', 'fail as well where an expectation is undecided')
    .addOption(
      new Option(
        '--annotate <kind>',
        'mark expectations that are not met in the file; github in a GitHub workflow',
      ).choices(['github', 'none']),
    )
    .option(json, 'write the run as JSON to a file, or to standard output with -')
    .option(REPORT_OPTION, REPORT_HELP)
    .addHelpText('after', RUN_HELP)
    .action(async (files: string[], options: RunOptions) => {
      answer(await runCommand(files, options, terminal));
    });
  addTrainOptions(
    program.command('train').description('train a network on the strategies, every product and phase timed'),
  )
    .option(json, 'write the training as JSON to a file, or to standard output with -')
    .addHelpText('after', TRAIN_HELP)
    .action(async (options: TrainOptions) => {
      answer(await trainCommand(options, terminal));
    });
  addNetworkOptions(
    program
      .command('gradcheck')
      .description('check the gradients of a network by central differences, in f64 but on GPUs'),
  )
    .option('--inputs <count>', 'inputs of the network', '784')
    .option('--classes <count>', 'classes', '10')
    .option(json, 'write the check as JSON to a file, or to standard output with -')
    .addHelpText('after', GRADCHECK_HELP)
    .action(async (options: GradcheckOptions) => {
      answer(await gradcheckCommand(options, terminal));
    });
  program
    .command('export')
    .description('write a run that --json has written in other formats')
    .argument('<run>', 'the run, in JSON')
    .argument('<file...>', `files to write: ${exportSuffixes()}`)
    .action(async (run: string, files: string[]) => {
      answer(await exportCommand(run, files));
    });
  return program;
}
