import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { admission } from './app/admission.ts';
import { topicCards } from './app/cards.ts';
import { COMMANDS } from './app/commands/index.ts';
import { createEngine } from './app/engine.ts';
import type { Parts } from './app/parts.ts';
import { spokenLanguage } from './app/spoken-language.ts';
import { healthReport, type StatusParts, statusReport } from './app/status.ts';
import { drawingAhead } from './chat/drawn.ts';
import type { Platform } from './chat/place.ts';
import type { Transport } from './chat/transport.ts';
import { configOrExit } from './config/command-line.ts';
import { secretsOf } from './config/config.ts';
import { describeProblem } from './config/problem.ts';
import { createSearch } from './corpus/search.ts';
import { createDiscord } from './discord/transport.ts';
import type { Locale } from './kernel/locale.ts';
import { chooseSummariser } from './llm/summariser.ts';
import { pictureCache } from './render/cache.ts';
import { compileFormula } from './render/formula.ts';
import { createPictures } from './render/pictures.ts';
import { createStudio } from './render/studio.ts';
import { createBot } from './runtime/bot.ts';
import { systemClock } from './runtime/clock.ts';
import { heartbeat } from './runtime/heartbeat.ts';
import { createLog } from './runtime/log.ts';
import { pacing, sleep } from './runtime/pacing.ts';
import { chance, longId, shortId } from './runtime/random-id.ts';
import { onSignal } from './runtime/shutdown.ts';
import { systemTimer } from './runtime/timer.ts';
import { jiebaTokenizer } from './sources/jieba.ts';
import { openCachedLibrary } from './sources/library-cache.ts';
import { createShelf, followImports } from './sources/shelf.ts';
import { simplified } from './sources/simplified.ts';
import { openMigrated } from './store/database.ts';
import { dueQueue } from './store/due-queue.ts';
import { importShelf } from './store/imports.ts';
import { lockFolder } from './store/lock.ts';
import { notes } from './store/notes.ts';
import { outboxQueue } from './store/outbox-queue.ts';
import { localPeople, roomLog } from './store/room-log.ts';
import { openSearchIndex } from './store/search-index.ts';
import { createStore } from './store/store.ts';
import { summaryCache, usageLedger } from './store/summaries.ts';
import { createTelegram } from './telegram/transport.ts';
import { openMessages } from './voice.ts';
import { LOCAL_ROOM } from './web/local-room.ts';
import { createWeb } from './web/transport.ts';

/** What the operator has to mend, in one line. */
function fail(problem: string): never {
  console.error(problem);
  process.exit(1);
}

const clock = systemClock;
const started = clock.now();
const config = configOrExit();
const log = createLog(config.logLevel, secretsOf(config));
for (const warning of config.warnings) log.warn({ setting: warning.setting }, describeProblem(warning));
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

// Storage
const lock = lockFolder(config.dataDir);
if (!lock) fail(`DATA_DIR: another bot is running on ${config.dataDir}. Stop it first, or give this one a folder of its own.`);
const database = await openMigrated(join(config.dataDir, 'bot.sqlite')).catch((error: Error) => fail(`DATA_DIR: ${error.message}.`));
const store = createStore(database, { timeZone: config.timeZone });
const [outbox, due, imports] = [outboxQueue(database.db), dueQueue(database.db), importShelf(database)];
const usage = usageLedger(database.db, clock);

// The library
const { library, faults } = openCachedLibrary(config.contentDir, join(config.dataDir, 'library.json'));
for (const { file, line, severity, problem, advice } of faults) log.warn({ file, line, severity }, `${problem}: ${advice}`);
const tokenizer = jiebaTokenizer();
const shelf = createShelf(library, createSearch(openSearchIndex(database.raw), tokenizer, library.terms));
await followImports(imports, shelf, database.alone);
const messages = openMessages(config.contentDir);

// Pictures
const studio = createStudio(sleep, undefined, undefined, join(config.dataDir, 'pictures'));
const pictures = createPictures({
  studio,
  cache: pictureCache(join(config.dataDir, 'pictures'), clock),
  report: (facts, what) => log.warn(facts, what),
});
const draw = pictures.image;

// The core
const model = chooseSummariser({ config: config.model, tokenizer, cache: summaryCache(database.db, clock), usage, clock, pacing, log });
const door = admission(config.allowedGroups);
const parts: Parts = {
  admits: door.admits,
  shelf,
  messages,
  summariser: model.summariser,
  newId: shortId,
  fold: simplified,
  defaultLocale: config.locale,
  signatures: COMMANDS,
  tryFormula: pictures.tryFormula,
  drawAhead: drawingAhead(
    () => transports,
    draw,
    (error) => log.error({ error }, 'a picture could not be drawn ahead'),
  ),
};
const engine = createEngine({ store, parts, commands: COMMANDS, startedAt: started });

// The platforms
const transports: Transport[] = [];
const status: StatusParts = {
  version,
  started,
  clock,
  store,
  outbox,
  due,
  parts,
  transports: () => transports,
  usage,
  model: model.status,
};
const adapters = {
  clock,
  commands: COMMANDS,
  locale: config.locale,
  languageOf: spokenLanguage(store.tables, config.locale),
  notes: notes(database.db, clock),
  report: (what: string, error?: unknown) => log.error({ error }, what),
};
const sayOn = (platform: Platform) => (locale: Locale, key: string, values?: Readonly<Record<string, string | number>>) =>
  messages.in(locale, platform)(key, values);
const telegram = config.telegram
  ? createTelegram({
      ...adapters,
      ...config.telegram,
      token: config.telegram.token.reveal(),
      sleep,
      describe: sayOn('telegram'),
      cards: topicCards(parts),
      draw,
    })
  : null;
const discord = config.discord
  ? createDiscord({
      ...adapters,
      ...config.discord,
      token: config.discord.token.reveal(),
      words: sayOn('discord'),
      completeTopics: shelf.complete,
      draw,
      closedRooms: () => store.tables.rooms.closed('discord'),
    })
  : null;
const web = createWeb({
  host: config.room.host,
  port: config.room.port,
  password: config.room.password?.reveal() ?? null,
  rooms: [LOCAL_ROOM],
  locale: config.locale,
  log: roomLog(database.db),
  people: localPeople(database.db),
  clock,
  newId: longId,
  commands: COMMANDS,
  describe: sayOn('web'),
  completeTopics: shelf.complete,
  formula: compileFormula,
  draw,
  picture: pictures.named,
  health: () => healthReport(status),
  status: (locale) => statusReport(status, locale),
  report: adapters.report,
  mount: (app) => telegram?.mount(app),
});
transports.push(web, ...(telegram ? [telegram] : []), ...(discord ? [discord] : []));

const bot = createBot({
  engine,
  store,
  parts,
  outbox,
  due,
  transports,
  clock,
  timer: () => systemTimer(clock),
  log,
  chance,
  admission: door,
});
const listening = await web.listen();
if (!listening.ok) fail(`${listening.error.setting}: ${listening.error.problem}`);
for (const transport of transports) await transport.start(bot.receive);
await bot.start();
studio.open();
const pulse = heartbeat(
  async () => {
    await followImports(imports, shelf, database.alone);
    await bot.beat();
  },
  (error) => log.error({ error }, 'the heartbeat failed; it beats again in a minute'),
);
onSignal(async () => {
  pulse.stop();
  // Side by side: one that waits for its platform keeps no other from ending in good order.
  await Promise.all(transports.map((transport) => transport.stop()));
  await bot.stop();
  await web.close();
  await studio.stop();
  await database.close();
  lock.release();
}, log);

console.log(`Incoming Transmission ${version} is on the air: ${listening.value.address}`);
