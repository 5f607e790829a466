import { describe, expect, test } from 'vitest';
import { days, instant } from '../../src/kernel/time.ts';
import { door, isLoopback, localPath, namesThisMachine, sameOrigin } from '../../src/web/guard.ts';

describe('the pass', () => {
  const opened = door('correct horse');
  const now = instant(1_795_000_000_000);

  test('is given for the password and no other', () => {
    expect(opened.opens('correct horse')).toBe(true);
    for (const tried of ['', 'correct hors', 'correct horse ', 'Correct horse']) expect(opened.opens(tried)).toBe(false);
  });

  test('holds until its end, also after a restart', () => {
    const pass = opened.pass(now, days(30));
    expect(door('correct horse').admits(pass, now)).toBe(true);
    expect(opened.admits(pass, instant(now + days(30) - 1))).toBe(true);
    expect(opened.admits(pass, instant(now + days(30)))).toBe(false);
  });

  test('ends with the password it was made from', () => {
    expect(door('another one').admits(opened.pass(now, days(30)), now)).toBe(false);
  });

  test('cannot be made longer or made up', () => {
    const [until = '', signature = ''] = opened.pass(now, days(1)).split('.');
    for (const forged of [`${Number(until) + 1}.${signature}`, `${until}.`, `.${signature}`, until, '', 'NaN.x', `-1.${signature}`]) {
      expect(opened.admits(forged, now), forged).toBe(false);
    }
    expect(opened.admits(undefined, now)).toBe(false);
  });
});

test('this machine goes by its loopback names only', () => {
  for (const host of ['127.0.0.1:8080', 'localhost', 'localhost:8080', '[::1]:8080', '127.8.8.8', 'room.localhost:8080'])
    expect(namesThisMachine(host), host).toBe(true);
  for (const host of [
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.168.1.4:8080',
    '',
    undefined,
    'a b',
    '0.0.0.0',
  ])
    expect(namesThisMachine(host), host).toBe(false);
  for (const host of ['0.0.0.0', '::', '192.168.1.4', 'example.org']) expect(isLoopback(host), host).toBe(false);
});

test('a page of ours has the address it talks to', () => {
  expect(sameOrigin('http://localhost:8080', 'localhost:8080')).toBe(true);
  expect(sameOrigin('https://study.example', 'study.example')).toBe(true);
  expect(sameOrigin('http://study.example:80', 'study.example')).toBe(true);
  for (const origin of ['http://localhost:8081', 'http://evil.example', 'null', '', undefined])
    expect(sameOrigin(origin, 'localhost:8080'), origin).toBe(false);
});

test('after the password one goes nowhere but here', () => {
  expect(localPath('/r/main?x=1')).toBe('/r/main?x=1');
  for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', 'r/main', '', undefined, '/a\nb'])
    expect(localPath(path), path).toBe('/');
});
