import { z } from 'zod';
import { Secret } from '../secret.ts';

/** What a person shows to be let in. */
export interface AccessToken {
  /** Whose it is: for the log and for the eye. */
  readonly person: string;
  readonly secret: Secret;
}

const MIN_LENGTH = 16;
const PERSON = /^[\w.@-]{1,40}$/;
const TOKEN = /^[\x21-\x2b\x2d-\x7e]+$/;

/** `anna:token,ben:token`. What is wrong is told without repeating a token. */
export const accessTokensSchema = z.string().transform((text, context): AccessToken[] => {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const found = entries.map((entry) => {
    const colon = entry.indexOf(':');
    return { person: entry.slice(0, Math.max(0, colon)), token: entry.slice(colon + 1) };
  });
  const say = (message: string) => context.addIssue({ code: 'custom', message });
  for (const [index, { person, token }] of found.entries()) {
    const which = PERSON.test(person) ? `of ${person}` : `number ${index + 1}`;
    if (!PERSON.test(person)) {
      say(`ACCESS_TOKENS: entry ${which} must be name:token, the name of letters, digits, dots or dashes.`);
    }
    if (token.length < MIN_LENGTH || !TOKEN.test(token)) {
      say(
        `ACCESS_TOKENS: the token ${which} must have at least ${MIN_LENGTH} characters and no spaces; openssl rand -hex 16 makes one.`,
      );
    }
  }
  if (new Set(found.map(({ person }) => person)).size < found.length) {
    say('ACCESS_TOKENS: each name may stand there once.');
  }
  if (new Set(found.map(({ token }) => token)).size < found.length) {
    say('ACCESS_TOKENS: each person needs a token of their own.');
  }
  return found.map(({ person, token }) => ({ person, secret: new Secret(token) }));
});
