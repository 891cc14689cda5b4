import { Worker } from 'node:worker_threads';

/** Why a thread ended while it worked, in words. */
export class ThreadEnded extends Error {}

/** What comes of a task that is to be done when fewer threads run. */
const DECLINED = Symbol('declined');

export interface PoolOptions<Task, Message, Answer> {
  /** Path of the script that each thread runs. It posts messages: one of them says that it can take tasks. */
  readonly script: string;
  /** Handed to each thread when it starts. */
  readonly data: unknown;
  readonly threads: number;
  /** Largest heap of a thread, MiB; that of the main one otherwise. */
  readonly heapMiB?: number;
  /** Told when the first thread begins to work. */
  readonly working?: () => void;
  readonly isReady: (message: Message) => boolean;
  /** Whether a message says that the task can be done when fewer threads run: nothing came of it, and the thread is to go. */
  readonly isDeclined: (message: Message) => boolean;
  /** The answer that a message is; undefined for one that is only a remark. Throws what shall end the whole run. */
  readonly answer: (message: Message) => Answer | undefined;
  /** The answer for a task that took its thread down with it. */
  readonly lost: (task: Task, reason: ThreadEnded) => Answer;
}

/**
 * Spreads tasks over threads, in the given order, each thread one at a time. A thread that dies fails its task only:
 * another one is started for the rest. One that declines a task goes, and leaves what it held to the others.
 * @returns the answers in the order of the tasks; undefined for those that no thread could do
 */
export async function runInThreads<Task, Message, Answer>(
  tasks: readonly Task[],
  options: PoolOptions<Task, Message, Answer>,
): Promise<(Answer | undefined)[]> {
  const answers: (Answer | undefined)[] = tasks.map(() => undefined);
  const queue = tasks.entries();
  const declined: [number, Task][] = [];
  let stopped = false;
  let begun = false;
  const lane = async () => {
    let thread: Thread<Task, Message, Answer> | undefined;
    try {
      for (;;) {
        thread ??= await Thread.start<Task, Message, Answer>(options);
        // Only a thread that runs may take a task: one that cannot be started leaves them to the others.
        const next = thread === undefined || stopped ? undefined : (queue.next().value ?? declined.pop());
        if (thread === undefined || next === undefined) return;
        const [place, task] = next;
        if (!begun) options.working?.();
        begun = true;
        const outcome = await thread.run(task);
        if (outcome === DECLINED) {
          declined.push(next);
          return;
        }
        answers[place] = outcome instanceof ThreadEnded ? options.lost(task, outcome) : outcome;
        if (outcome instanceof ThreadEnded) thread = undefined;
      }
    } finally {
      await thread?.stop();
    }
  };
  const lanes = Array.from({ length: options.threads }, () =>
    lane().catch((error: unknown) => {
      stopped = true;
      throw error;
    }),
  );
  const ended = await Promise.allSettled(lanes);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return answers;
}

type Outcome<Answer> = Answer | ThreadEnded | typeof DECLINED;

/** One thread and what it works on. */
class Thread<Task, Message, Answer> {
  #done: ((outcome: Outcome<Answer>) => void) | undefined;
  #failed: ((error: unknown) => void) | undefined;
  #ended: ThreadEnded | undefined;

  private constructor(
    private readonly worker: Worker,
    options: PoolOptions<Task, Message, Answer>,
  ) {
    let reason: string | undefined;
    worker.on('message', (message: Message) => {
      try {
        const answer = options.isDeclined(message) ? DECLINED : options.answer(message);
        if (answer !== undefined) this.#done?.(answer);
      } catch (error) {
        this.#failed?.(error);
      }
    });
    worker.on('error', (error: unknown) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    // All that it had posted has arrived by then.
    worker.on('exit', (code) => {
      this.#ended = new ThreadEnded(reason ?? `exit code ${code}`);
      this.#done?.(this.#ended);
    });
  }

  /** A thread that is ready for tasks, or undefined where none can be had. */
  static async start<Task, Message, Answer>(
    options: PoolOptions<Task, Message, Answer>,
  ): Promise<Thread<Task, Message, Answer> | undefined> {
    let worker: Worker;
    try {
      worker = new Worker(options.script, {
        workerData: options.data,
        ...(options.heapMiB === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: options.heapMiB } }),
      });
    } catch {
      return undefined;
    }
    const thread = new Thread(worker, options);
    const ready = await new Promise<boolean>((resolve) => {
      worker.on('message', (message: Message) => options.isReady(message) && resolve(true));
      worker.on('exit', () => resolve(false));
    });
    return ready ? thread : undefined;
  }

  /** What comes of a task; the reason when the thread ended over it. */
  run(task: Task): Promise<Outcome<Answer>> {
    return new Promise((resolve, reject) => {
      this.#done = resolve;
      this.#failed = reject;
      if (this.#ended === undefined) this.worker.postMessage(task);
      else resolve(this.#ended);
    });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
