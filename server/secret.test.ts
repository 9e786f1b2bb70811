import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './secret.ts';

test.each(['sk-4711', 'a"b\\c/d', '$&+.*'])('%s shows in nothing that is printed', (value) => {
  const secret = new Secret(value);
  expect(`${secret} ${JSON.stringify({ secret })} ${inspect({ secret })}`).not.toContain(value);
  expect(secret.reveal()).toBe(value);
  const echo = JSON.stringify({ message: `Bad key ${value}.` });
  const escaped = [...value].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  for (const spelling of [
    escaped.join(''),
    value[0] + escaped.slice(1).join('').toUpperCase().replaceAll('U', 'u'),
  ]) {
    const text = `{"message":"Bad key ${spelling}."}`;
    expect(JSON.parse(secret.redactIn(text))).toEqual({ message: 'Bad key [redacted].' });
  }
  for (const text of [echo, echo.replaceAll('/', '\\/'), `<p>${value}</p> ${value}`]) {
    const rest = secret.redactIn(text);
    expect(rest).toContain('[redacted]');
    expect(rest).not.toContain(value);
    expect(rest).not.toContain(JSON.stringify(value).slice(1, -1));
  }
  expect(JSON.parse(secret.redactIn(echo))).toEqual({ message: 'Bad key [redacted].' });
});
