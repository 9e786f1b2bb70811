/** Who is signed in. */
import { z } from 'zod';

/** Shows the token that whoever runs the relay gave to a person. */
export const signInSchema = z.strictObject({ token: z.string().trim().min(1, 'Type your token.').max(500) });

export const sessionSchema = z.object({ person: z.string() });
