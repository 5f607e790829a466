import { tokenOf } from '../../src/app/tokens.ts';
import { replyRef } from '../../src/chat/place.ts';
import { arrivalId, personId } from '../../src/kernel/ids.ts';
import { GROUP_ROOM, World } from '../support/world.ts';
import { type Row, repeated, spread, timed } from './measure.ts';

/** Commands in process: from the arrival to what is delivered, over SQLite on disk. */
export async function commands(): Promise<Row[]> {
  const world = await World.open();
  const ada = world.person('Ada', { manager: true });
  const rows: Row[] = [];
  for (const line of ['/help', '/topics', '/read adaboost 2', '/search 权重 更新', '/leaderboard']) {
    rows.push(spread(`command ${line}`, await repeated(300, 30, () => ada.says(line))));
  }
  await world.close();
  return rows;
}

/** So many people press within one question, as fast as the process takes it; all are seated before. */
export async function burst(players: number, presses = players): Promise<Row> {
  const world = await World.open();
  const ada = world.person('Ada');
  await ada.says('/quiz adaboost 30 600s calm');
  const lobby = await world.store.tables.games.active(GROUP_ROOM.id);
  if (!lobby) throw new Error('no lobby');
  const everybody = Array.from({ length: players }, (_, index) => ({
    id: personId(`web:p${index}`),
    name: `P${index}`,
    locale: 'en',
    manager: false,
  }));
  const press = (person: (typeof everybody)[number], token: string, id: string) =>
    world.bot.receive({
      kind: 'press',
      token,
      on: null,
      id: arrivalId(id),
      at: world.clock.now(),
      room: GROUP_ROOM,
      person,
      reply: replyRef(id),
    });
  await Promise.all(everybody.map((person) => press(person, tokenOf({ do: 'join', session: lobby.id }), `join ${person.id}`)));
  await ada.presses('Start');
  for (;;) {
    const { drawn } = await world.openQuestion();
    if (drawn.key.kind === 'choice') break;
    await world.pass(601);
    await world.pass(10);
  }
  const { session, index } = await world.openQuestion();
  const token = tokenOf({ do: 'answer', session: session.id, index, move: { kind: 'option', position: 0 } });
  const asked = everybody.slice(0, presses);
  // A trickle first: each press alone, so that the cost of one answer shows, not of a batch.
  const alone: number[] = [];
  for (const person of asked.slice(0, 100)) alone.push(await timed(() => press(person, token, `one ${person.id}`)));
  const took = await timed(() => Promise.all(asked.map((person) => press(person, token, `all ${person.id}`))));
  await world.close();
  alone.sort((a, b) => a - b);
  return {
    name: `burst of ${presses} answers, ${players} players`,
    unit: 'ms',
    figures: { total: took, 'per answer': took / presses, 'one alone (median)': alone[50] ?? Number.NaN },
  };
}
