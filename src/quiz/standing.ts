import type { PersonId } from '../kernel/ids.ts';
import type { Place, Seat } from './session.ts';

/**
 * The table: by points, ties on points share a place (1, 1, 3). Within a tie more right answers stand first, then the quicker
 * best answer, then the name. Who left stays in it with what they won, and is left out where that is nothing.
 * `moved` counts places from `before` (the seats before the last question) to now; before the first points there are no places.
 */
export function standings(seats: readonly Seat[], before: readonly Seat[] = seats): Place[] {
  const listed = seats.filter(isListed);
  const now = placesOf(listed);
  const then = before.some((seat) => seat.points > 0) ? placesOf(before) : now;
  return listed.sort(byRank).map(({ person, name, points, right, missed, longest, fastest }) => {
    const place = now.get(person) ?? 1;
    const asked = right + missed.length;
    return { place, person, name, points, right, asked, longest, fastest, moved: (then.get(person) ?? place) - place };
  });
}

const isListed = (seat: Seat): boolean => !seat.left || seat.points > 0;

function placesOf(seats: readonly Seat[]): Map<PersonId, number> {
  const places = new Map<PersonId, number>();
  let shared = { points: Number.NaN, place: 0 };
  for (const [i, seat] of seats.toSorted((a, b) => b.points - a.points).entries()) {
    if (seat.points !== shared.points) shared = { points: seat.points, place: i + 1 };
    places.set(seat.person, shared.place);
  }
  return places;
}

function byRank(a: Seat, b: Seat): number {
  return (
    b.points - a.points ||
    b.right - a.right ||
    (a.fastest ?? Number.MAX_SAFE_INTEGER) - (b.fastest ?? Number.MAX_SAFE_INTEGER) ||
    inOrder(a.name, b.name) ||
    inOrder(a.person, b.person)
  );
}

/** By code unit: the same on every machine, which a locale's order is not. */
const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
