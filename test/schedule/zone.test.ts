import { describe, expect, it } from 'vitest';
import { instant } from '../../src/kernel/time.ts';
import { localDate } from '../../src/schedule/cadence.ts';
import { validZone } from '../../src/schedule/zone.ts';

describe('a typed time zone', () => {
  it.each([
    ['Asia/Shanghai', 'Asia/Shanghai'],
    ['asia/shanghai', 'Asia/Shanghai'],
    [' Europe/Berlin ', 'Europe/Berlin'],
    ['america/new york', 'America/New_York'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['Asia/Chongqing', 'Asia/Shanghai'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['Etc/GMT-8', 'Etc/GMT-8'],
    ['Etc/UTC', 'UTC'],
    ['UTC', 'UTC'],
    ['gmt', 'UTC'],
    ['Beijing', 'Asia/Shanghai'],
    ['北京', 'Asia/Shanghai'],
    ['上海', 'Asia/Shanghai'],
    ['香港', 'Asia/Hong_Kong'],
    ['Berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['San Francisco', 'America/Los_Angeles'],
    ['kathmandu', 'Asia/Kathmandu'],
    ['Katmandu', 'Asia/Kathmandu'],
  ])('%j is %s', (typed, zone) => {
    expect(validZone(typed)).toBe(zone);
  });
  it.each([
    '',
    ' ',
    'UTC+8',
    'GMT+8',
    'UTC+08:00',
    '+08:00',
    '-5',
    'Z',
    'CST',
    'EST',
    'CET',
    'Asia/Beijing',
    'Mars/Olympus',
    'Asia/',
    '/',
    'Europe',
    'x'.repeat(10_000),
    '../etc',
  ])('%j is none', (typed) => {
    expect(validZone(typed)).toBeNull();
  });
  it('gives a name that the calendar takes, and takes back itself, for every zone and city there is', () => {
    for (const listed of Intl.supportedValuesOf('timeZone')) {
      const zone = validZone(listed);
      expect(zone, listed).not.toBeNull();
      if (zone === null) continue;
      expect(validZone(zone)).toBe(zone);
      expect(localDate(instant(0), zone)).toMatch(/^19(70-01-01|69-12-31)$/);
      expect(validZone(listed.split('/').at(-1)?.replaceAll('_', ' ') ?? ''), listed).toBe(zone);
    }
  });
});
