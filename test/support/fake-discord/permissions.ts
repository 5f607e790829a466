import { type Channel, type Guild, PERMISSIONS, THREADS } from './state.ts';

const ALL = Object.values(PERMISSIONS).reduce((all, bit) => all | bit, 0n);

/** What a member may do in a channel, by the published order: everyone, roles, overwrites of everyone, of roles, of the member. */
export function permissionsIn(guild: Guild, channel: Channel, parent: Channel | null, user: string): bigint {
  if (guild.owner === user) return ALL;
  const member = guild.members.get(user);
  if (!member) return 0n;
  const everyone = guild.roles.find((role) => role.id === guild.id)?.permissions ?? 0n;
  const roles = guild.roles.filter((role) => member.roles.includes(role.id));
  let bits = roles.reduce((sum, role) => sum | role.permissions, everyone);
  if (bits & PERMISSIONS.Administrator) return ALL;
  // A thread has the overwrites of its channel.
  const overwrites = THREADS.has(channel.type) && parent ? parent.overwrites : channel.overwrites;
  for (const one of overwrites.filter(({ id }) => id === guild.id)) bits = (bits & ~one.deny) | one.allow;
  const ofRoles = overwrites.filter(({ id }) => member.roles.includes(id));
  bits &= ~ofRoles.reduce((sum, one) => sum | one.deny, 0n);
  bits |= ofRoles.reduce((sum, one) => sum | one.allow, 0n);
  for (const one of overwrites.filter(({ id, type }) => id === user && type === 1)) bits = (bits & ~one.deny) | one.allow;
  return bits;
}
