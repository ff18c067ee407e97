// A worker for jobs of type "greet": npm install && node worker.mjs amqp://USER:PASSWORD@HOST:PORT
import amqp from 'amqplib';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

const TYPE = 'greet', CAPACITY = 4, NAME = `${hostname()}-greet`, INSTANCE = randomUUID();
const connection = await amqp.connect(process.argv[2] ?? 'amqp://localhost');
connection.on('close', () => process.exit(1)); // whoever started it starts it again
const channel = await connection.createConfirmChannel();
const held = new Map(); // execution id -> { accepted(), stop }
let mode = 'ACTIVE', consumer;

async function send(event, headers, body) {
  const content = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const who = { jobyard_event: event, jobyard_worker: NAME, jobyard_worker_instance: INSTANCE };
  channel.publish('', 'jobyard.events', content, { persistent: true, mandatory: true, headers: { ...headers, ...who } });
  await channel.waitForConfirms();
}
const hello = () => send('hello', {}, { v: 1, types: [TYPE], capacity: CAPACITY, software: 'greeter 1.0',
  host: hostname(), leaseSeconds: 30, mode,
  holding: [...held].map(([execution, { job }]) => ({ job, execution })) });
const result = (job, outcome, more) => send('result', job, { v: 1, outcome, endedAt: new Date(), ...more });

async function greet(parameters, log, progress, signal) { // the work itself
  await log(`Hello, ${parameters.name}!\n`);
  await progress(0.5, 'half way');
  await pause(parameters.pause ?? 0, undefined, { signal });
  return { greeted: parameters.name };
}

async function dispatched(message) {
  const { jobyard_job, jobyard_execution } = message.properties.headers, job = { jobyard_job, jobyard_execution };
  if (mode !== 'ACTIVE') return channel.nack(message); // it was on its way when the consumer was cancelled
  if (held.has(jobyard_execution)) return channel.ack(message); // a repetition
  const stop = new AbortController();
  const accepted = new Promise((yes, no) => { held.set(jobyard_execution, { job: jobyard_job, yes, stop }); stop.signal.onabort = no; });
  let stdoutBytes = 0;
  const log = async text => {
    const offset = stdoutBytes, bytes = Buffer.from(text);
    stdoutBytes += bytes.length;
    await send('log', { ...job, jobyard_stream: 'stdout', jobyard_offset: offset }, bytes);
  };
  const progress = (fraction, text) => send('progress', job, { v: 1, fraction, message: text, at: new Date() });
  try {
    await send('started', job, { v: 1, at: new Date() });
    await accepted.finally(() => channel.ack(message));
    const value = await greet(JSON.parse(message.content), log, progress, stop.signal);
    await result(job, 'SUCCEEDED', { result: value, stdoutBytes });
  } catch (e) {
    const outcome = stop.signal.aborted ? 'CANCELLED' : 'FAILED';
    await result(job, outcome, { error: { code: outcome, message: String(e) }, stdoutBytes });
  } finally {
    held.delete(jobyard_execution);
    await leaveWhenDone();
  }
}

async function enter(wanted) { // what to do with work
  mode = wanted;
  if (mode === 'ACTIVE') consumer ??= (await channel.consume(`jobyard.work.${TYPE}`, dispatched)).consumerTag;
  else if (consumer) { await channel.cancel(consumer); consumer = undefined; }
  await hello();
  if (mode === 'STOPPING') held.forEach(({ stop }) => stop.abort());
  await leaveWhenDone();
}

async function leaveWhenDone() {
  if (held.size > 0 || mode === 'ACTIVE' || mode === 'SUSPENDED') return;
  await send('bye', {}, { v: 1 });
  process.exit(0);
}

async function commanded({ properties: { headers } }) {
  const { jobyard_command, jobyard_job, jobyard_execution, jobyard_worker_instance = INSTANCE, jobyard_mode } = headers;
  if (jobyard_worker_instance !== INSTANCE) return; // for an earlier start of this worker
  const known = held.get(jobyard_execution);
  if (jobyard_command === 'hello') await hello();
  else if (jobyard_command === 'mode') await enter(jobyard_mode);
  else if (jobyard_command === 'accept' && known) known.yes();
  else if (known) known.stop.abort(); // cancel or revoke
  else await result({ jobyard_job, jobyard_execution }, 'CANCELLED', {});
}

await channel.assertExchange('jobyard.work', 'direct', { durable: true });
await channel.assertExchange('jobyard.commands', 'topic', { durable: true });
await channel.assertQueue(`jobyard.work.${TYPE}`, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
await channel.bindQueue(`jobyard.work.${TYPE}`, 'jobyard.work', TYPE);
const { queue } = await channel.assertQueue('', { exclusive: true });
for (const key of [`worker.${NAME}`, 'all']) await channel.bindQueue(queue, 'jobyard.commands', key);
await channel.consume(queue, commanded, { noAck: true });
setInterval(hello, 10_000);
await channel.prefetch(CAPACITY);
await enter('ACTIVE');
