import { COMMANDS } from '../../src/app/commands/index.ts';
import type { Parts } from '../../src/app/parts.ts';
import type { Room } from '../../src/chat/place.ts';
import type { RoomLog } from '../../src/chat/room-log.ts';
import type { Transport } from '../../src/chat/transport.ts';
import { ok } from '../../src/kernel/result.ts';
import { localPeople, roomLog } from '../../src/store/room-log.ts';
import { createWeb, type Web } from '../../src/web/transport.ts';
import { emptyStatus } from './web-room.ts';
import { GROUP_ROOM, World, type WorldOptions } from './world.ts';

export interface WebWorldOptions extends WorldOptions {
  /** Stands between the adapter and the bot. */
  readonly tap?: (transport: Transport) => Transport;
}

/** What befalls the next entry of the room log. */
export type LogTrouble = 'before' | 'after';

const ROOM: Room = { ...GROUP_ROOM, locale: null };

/** The whole bot in the local room, over real WebSockets, with its real log. */
export class WebWorld {
  world!: World;
  web!: Web;
  address = '';
  readonly reports: string[] = [];
  readonly troubles: LogTrouble[] = [];
  readonly #options: WebWorldOptions;
  #ids = 0;

  private constructor(options: WebWorldOptions) {
    this.#options = options;
  }

  static async open(options: WebWorldOptions = {}): Promise<WebWorld> {
    const made = new WebWorld(options);
    made.world = await World.open({ ...options, connect: (world, parts) => made.#connect(world, parts) });
    return made;
  }

  async #connect(world: World, parts: Parts): Promise<Transport> {
    const web = createWeb({
      host: '127.0.0.1',
      port: 0,
      password: null,
      rooms: [ROOM],
      locale: parts.defaultLocale,
      log: this.#log(roomLog(world.database.db)),
      people: localPeople(world.database.db),
      clock: world.clock,
      newId: () => `web${String(this.#ids++).padStart(20, '0')}`,
      commands: COMMANDS,
      describe: (locale, key) => parts.messages.in(locale, 'web')(key),
      completeTopics: world.shelf.complete,
      formula: () => ok({ svg: '<svg/>' }),
      draw: async () => null,
      picture: async () => null,
      health: async () => ({ status: 'ok' }),
      status: async () => emptyStatus(world.clock.now()),
      report: (what, error) => this.reports.push(`${what}: ${error}`),
    });
    const listening = await web.listen();
    if (!listening.ok) throw new Error(listening.error.problem);
    this.address = listening.value.address;
    this.web = web;
    return this.#options.tap?.(web) ?? web;
  }

  #log(log: RoomLog): RoomLog {
    return {
      ...log,
      append: async (entry) => {
        const trouble = this.troubles.shift();
        if (trouble === 'before') throw new Error('the disk is busy');
        const kept = await log.append(entry);
        if (trouble === 'after') throw new Error('the disk is busy');
        return kept;
      },
    };
  }

  async stop(): Promise<void> {
    await this.web.stop();
    await this.world.bot.stop();
    await this.web.close();
    await this.world.crash();
  }

  async start(): Promise<void> {
    await this.world.start();
  }

  async close(): Promise<void> {
    await this.web.stop();
    await this.world.bot.stop();
    await this.web.close();
    await this.world.close();
  }
}
