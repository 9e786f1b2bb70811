import {
  MAX_FORMAT_SIDES,
  MAX_IMAGES,
  MAX_PLAN_ASPECT,
  MAX_PLAN_PIXELS,
  MAX_PROMPT_LENGTH,
  MAX_SOURCE_ASPECT,
  MAX_SOURCE_BYTES,
  MAX_SOURCE_PIXELS,
  MAX_STEPS,
  MAX_TRAY,
  MIN_SOURCE_SIDE,
} from './limits.ts';

/**
 * Everything that can go wrong in a way a designer should read about: one code, one HTTP status, one sentence
 * or two that say what happened and what to do. The relay answers with these; the browser shows them as they are.
 */
export const PROBLEMS = {
  // Opening a source
  'not-an-image': [
    415,
    'Not an image',
    'This file is not an image. Open a JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP, JPEG XL or still GIF.',
  ],
  'image-unreadable': [
    415,
    'Image of a rare kind',
    'This image is packed in a way that cannot be opened here. Save it in an image editor as PNG, JPEG, or TIFF with 8 or 16 bits a channel and open that.',
  ],
  'heic-unreadable': [
    415,
    'HEIC of a rare kind',
    'This HEIC is packed in a way that cannot be opened here. Save it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible; on a Mac: Export in Preview) and open that.',
  ],
  'heic-damaged': [
    422,
    'Damaged HEIC',
    'This is a damaged HEIC: part of it is missing or cannot be read. Copy it from the phone once more, or save it there as JPEG.',
  ],
  'image-damaged': [
    422,
    'Damaged image',
    'Part of this image is missing or damaged. Export it again or open another copy.',
  ],
  'image-animated': [
    422,
    'Animated image',
    'This image is animated. Export one still frame as PNG or JPEG and open that.',
  ],
  'image-too-heavy': [
    422,
    'Too much besides pixels',
    'This image holds far more than its pixels need. Export it again without metadata and open that.',
  ],
  'source-too-small': [
    422,
    'Image too small',
    `Both sides need at least ${MIN_SOURCE_SIDE} px. Enlarge the image or open a bigger one.`,
  ],
  'source-too-long': [
    422,
    'Image too long',
    `The long side may be at most ${MAX_SOURCE_ASPECT} times the short side. Trim the image and open it again.`,
  ],
  'source-too-large': [
    422,
    'Too many pixels',
    `An image may have at most ${MAX_SOURCE_PIXELS / 1e6} megapixels. Scale it down and open it again.`,
  ],
  'crop-outside': [422, 'Crop outside the image', 'What is kept of the image reaches beyond its edges.'],
  'crop-unusable': [
    422,
    'Too little is kept',
    `What is kept of the image needs ${MIN_SOURCE_SIDE} px on both sides and may be at most ${MAX_SOURCE_ASPECT} times as long as it is short. Cut less.`,
  ],
  'file-too-large': [
    413,
    'File too large',
    `A file may have at most ${MAX_SOURCE_BYTES / 1e6} MB. Export it as JPEG or scale it down.`,
  ],
  'too-large-for-proxy': [
    413,
    'Stopped on the way',
    'Something in front of the server does not let a file of this size through. Scale the image down, or ask whoever runs this server to raise the limit.',
  ],
  'upload-broken-off': [
    400,
    'Upload broken off',
    'The upload stopped before its end. It will be sent again.',
  ],
  'url-refused': [
    422,
    'Address not opened',
    'The server opens images at public web addresses alone. Save the image and open the file instead.',
  ],
  // Not 502 and 504: proxies put pages of their own in place of those.
  'url-unreachable': [
    422,
    'Nothing answers there',
    'Nothing answers at this address. Check it, or save the image and open the file.',
  ],
  'url-too-slow': [
    422,
    'Too slow',
    'This address takes too long to answer. Try again, or save the image and open the file.',
  ],
  'too-many-fetches': [
    429,
    'Many addresses at once',
    'As many images from the web are being fetched as the server does at once, some of them slowly. Try again in a few minutes, or save the image and open the file.',
  ],
  'url-without-image': [
    422,
    'No image there',
    'There is no image at this address. Open the image itself in its tab, then copy the address of that tab.',
  ],
  'source-read-otherwise': [
    409,
    'The image was turned',
    'Its file says that it is to be turned, which this browser did not show at first. Look at the frame as it is now and press Expand again; nothing was submitted.',
  ],
  'file-changed': [
    409,
    'File changed',
    'The file was changed or removed on the disk after it was opened, so that it cannot be sent. Open it again.',
  ],
  'offer-not-found': [
    404,
    'Offer gone',
    'The server keeps an image that was refused for an hour alone. Open it again.',
  ],
  'nothing-to-offer': [422, 'Nothing has to be changed', 'This image can be opened as it is. Open it again.'],
  'tray-full': [
    409,
    'No more room',
    `${MAX_TRAY} images are open, and no more are at once. Close some in the tray with Delete, then open it again.`,
  ],
  'source-not-found': [404, 'Source gone', 'The server no longer has this source. Open the image again.'],
  // Submitting and following a task
  'invalid-request': [422, 'Check what was entered', 'Something in this request is not as it should be.'],
  'ratio-out-of-range': [
    422,
    'Ratio out of range',
    'A side can add between 0 and 2 times the image. Bring it back into that range.',
  ],
  'area-exceeded': [
    422,
    'Too large a frame',
    'The frame may cover at most 3 times the image. Take some off one side.',
  ],
  'nothing-to-add': [422, 'Nothing to add yet', 'Drag at least one side outwards first.'],
  'prompt-too-long': [
    422,
    'Prompt too long',
    `A prompt may have at most ${MAX_PROMPT_LENGTH} characters. Shorten it.`,
  ],
  'prompt-unreadable': [
    422,
    'Prompt with a character that is none',
    'The prompt holds a character that cannot be stored (U+0000). Type it anew instead of pasting it.',
  ],
  'plan-too-large': [
    422,
    'Too large even in steps',
    `A frame that takes several steps may have at most ${MAX_PLAN_PIXELS / 1e6} megapixels. Take some off, or begin from a smaller copy of the image.`,
  ],
  'plan-too-long': [
    422,
    'Too long even in steps',
    `In steps a frame may be at most ${MAX_PLAN_ASPECT} times as long as it is wide. Take some off its long side.`,
  ],
  'plan-too-many-steps': [
    422,
    'Too many steps',
    `A frame may take at most ${MAX_STEPS} steps. Take some off, then go on from the result.`,
  ],
  'plan-takes-more': [
    409,
    'More steps than agreed',
    'This frame takes more steps than were agreed to. Look at the price once more and submit again.',
  ],
  'step-picture-lost': [
    404,
    'Picture of a step gone',
    'The picture that the step before came to is gone from the server. Submit this expansion anew.',
  ],
  'images-out-of-range': [422, 'Number of images', `Ask for 1 to ${MAX_IMAGES} images.`],
  'provider-unavailable': [
    422,
    'Provider not set up',
    'This provider is not set up on the server. Choose another one.',
  ],
  'idempotency-key-missing': [
    400,
    'Request without key',
    'A task needs an Idempotency-Key header, so that it can never be submitted twice.',
  ],
  'idempotency-key-reused': [
    409,
    'Key used before',
    'This Idempotency-Key belongs to another task. Use a new one for each submit.',
  ],
  'task-not-found': [404, 'Task gone', 'This task was deleted.'],
  'task-not-retryable': [
    409,
    'Nothing to retry',
    'This task cannot be tried again: the same would come of it. Use Edit again to submit it anew.',
  ],
  'task-not-uncertain': [
    409,
    'No longer uncertain',
    'This task is uncertain no longer: what became of it is known, or it is being asked for again by itself. See its card.',
  ],
  'task-ended': [409, 'Already ended', 'This task has already ended.'],
  'image-too-long-for-format': [
    422,
    'Too long for this format',
    `WebP holds at most ${MAX_FORMAT_SIDES.webp.toLocaleString('en')} px on a side and AVIF ${MAX_FORMAT_SIDES.avif.toLocaleString('en')} px or 35 megapixels. Choose PNG or JPEG, or a smaller size.`,
  ],
  'delivery-shape': [
    422,
    'Another shape',
    'This size has another shape than the result, so that something would be cut off. Choose a size of the same shape, or allow the crop.',
  ],
  'result-not-found': [404, 'Result gone', 'This result was deleted.'],
  // Why a task failed or waits
  'upstream-unauthorized': [
    502,
    'Key refused',
    'The provider refused the API key. Check the key on the server; tasks wait and go on once it works.',
  ],
  'upstream-account': [
    502,
    'Account stopped',
    'The provider has stopped the account: credit used up or access limited. Settle that there; tasks wait and go on after it.',
  ],
  'upstream-not-permitted': [
    502,
    'Not permitted on this account',
    'The provider knows the key, but this account may not use Kling Expand. Have it permitted there, or buy its image package; tasks wait and go on after it.',
  ],
  'upstream-rate-limited': [503, 'Provider busy', 'The provider is too busy to answer right now.'],
  'upstream-slots': [
    503,
    'Waiting for a place',
    'The provider works on as many images as it takes at once. This task follows as soon as one is done.',
  ],
  'upstream-refused': [502, 'Refused by the provider', 'The provider refused this request.'],
  'upstream-policy': [
    502,
    'Refused by content policy',
    'The provider declined this image or prompt under its content policy. Change it and retry.',
  ],
  'upstream-unavailable': [503, 'Provider unavailable', 'The provider has trouble right now.'],
  'upstream-unreachable': [504, 'Provider does not answer', 'The provider does not answer.'],
  'upstream-unreadable': [
    502,
    'Unreadable answer',
    'Something other than the provider answered at its address. Ask whoever runs this server to check it, then retry.',
  ],
  'upstream-blocked': [
    502,
    'Blocked on the way',
    'Something in front of the provider, such as a firewall, refused this request with a page of its own. Change the prompt or the image and try again.',
  ],
  'upstream-unfamiliar': [
    502,
    'Unknown form of answer',
    'The provider answers about this task in a form that is not known here. The task is kept and asked for slowly; nothing is paid again. If it stays so, tell whoever runs this server.',
  ],
  'upstream-other-task': [
    502,
    'Answer about another task',
    'Asked for this task, the provider tells of another one. Nothing of that is taken; the task is kept and asked for slowly.',
  ],
  'upstream-no-images': [
    502,
    'Done without an image',
    'The provider says that it is done but shows no image. Look again, which costs nothing; submitting it anew may cost twice.',
  ],
  'upstream-ended': [
    502,
    'Over, or given up?',
    'The provider says that this task is over, in a word that leaves open whether an image was made and paid for. Look again, which costs nothing; submitting it anew may cost twice.',
  ],
  'upstream-task-failed': [
    502,
    'Expansion failed',
    'The provider could not expand this image; you can retry.',
  ],
  'upstream-task-unknown': [
    502,
    'Task unknown upstream',
    'The provider took this task and now says that it does not know it. Look again in a while: nothing is paid again.',
  ],
  'upstream-task-lost': [
    502,
    'Task lost upstream',
    'Looked again: the provider still does not know this task. Look in your account; submitting it anew may cost twice.',
  ],
  'upstream-deadline': [
    504,
    'Took too long',
    'The provider has not finished in time. Retry to go on following the same task; it is not paid again.',
  ],
  'submit-looking-up': [
    502,
    'Asking for it',
    'The answer to this submit was lost. Whether the provider took it is asked before anything is sent again.',
  ],
  'submit-uncertain': [
    502,
    'Submitted or not?',
    'Nobody can say whether the provider took this task. Submitted again, it may cost twice.',
  ],
  'submit-taken': [
    502,
    'Taken, not found',
    'The provider took this task but cannot find it by its name. Look in your account for its result; submitting it anew costs again.',
  ],
  'submit-not-found': [
    502,
    'Not found upstream',
    'Looked again: the provider finds no task of this name. Look in your account; submitting it anew may cost twice.',
  ],
  'given-up': [
    409,
    'Given up',
    'You gave this task up. If the provider took it after all, it may still be charged.',
  ],
  'cancelled-unsent': [409, 'Cancelled before sending', 'Cancelled before it was sent: it costs nothing.'],
  'cancelled-in-doubt': [
    409,
    'Cancelled while sending',
    'Cancelled while it was being sent: the provider may have taken it and may still charge for it. A retry goes on with the same submit.',
  ],
  'cancelled-running': [
    409,
    'No longer followed',
    'Cancelled here. The provider cannot stop it and may still charge for it; a retry picks it up again and costs nothing more.',
  ],
  'result-unavailable': [
    502,
    'Result not available',
    'The provider finished, but its image cannot be downloaded. Retry to fetch it again; it is not paid again.',
  ],
  'result-unreadable': [
    502,
    'Result not an image',
    'The provider finished, but what it sent is not an image. Retry to fetch it again; it is not paid again.',
  ],
  'fewer-images': [
    502,
    'Fewer images',
    'The provider delivered fewer images than asked for. Those that came are kept; nothing is paid again unless you submit again.',
  ],
  'aspect-mismatch': [
    502,
    'Shape differs',
    'The provider returned another shape than asked for. It was placed without stretching and what was missing filled here; check its edges.',
  ],
  'bottom-ignored': [
    502,
    'Bottom left out',
    'The provider returned the shape of a frame without its bottom side: it seems to know that side by another name. Whoever runs the server sets PROVIDER_BOTTOM_NAME to the other one, bottom or down. Nothing was stretched; what was missing was filled here.',
  ],
  'engine-failed': [
    500,
    'Engine stopped',
    'The built-in engine stopped on this image. Retry; if it stops again, try a smaller frame.',
  ],
  'border-cuts-object': [
    500,
    'Border cuts an object',
    'The border cuts something that the built-in engine could not continue; expect to retouch it.',
  ],
  'fill-doubtful': [
    500,
    'Doubtful fill',
    'Little in this image says how it goes on, so the built-in engine may be wrong; expect to retouch it.',
  ],
  // The relay itself
  'disk-full': [507, 'Disk full', 'The disk of the server is full. Free some space, then try again.'],
  'storage-unavailable': [
    503,
    'Image storage unavailable',
    'The server cannot reach the place where it keeps images. It goes on by itself when that is back.',
  ],
  'database-unavailable': [
    503,
    'Database unavailable',
    'The server cannot reach its database right now. It goes on by itself when that is back.',
  ],
  'relay-unreachable': [
    503,
    'Server unreachable',
    'The server does not answer. You can keep working; everything is sent once it is back.',
  ],
  'answered-by-another': [
    502,
    'Not the server',
    'Something else answers in the place of the server, such as the sign-in page of a network or of a proxy. Open this page in a new tab and see what it asks for. Nothing is lost.',
  ],
  'request-refused': [
    403,
    'Not from here',
    'The server takes requests from its own page alone. Open the app at the server\u2019s own address.',
  ],
  'request-broken-off': [400, 'Request broken off', 'The request was given up before it was answered.'],
  'callback-unsigned': [401, 'Not signed', 'A callback must carry the signature of the provider.'],
  'sign-in-required': [401, 'Sign in', 'Sign in to go on. Nothing you have set is lost.'],
  'token-unknown': [
    403,
    'Token not known',
    'This token is not known here. Check it, or ask whoever runs this server for yours.',
  ],
  'too-many-tries': [
    429,
    'Too many tries',
    'Too many wrong tokens came from here. Wait a while, then try again.',
  ],
  'too-many-requests': [
    429,
    'Too fast',
    'More is asked for at once than one person may. It goes on by itself in a moment.',
  ],
  'too-many-open-tasks': [
    429,
    'Too much under way',
    'As many tasks are under way as the server takes at once. Submit again when one of them has ended.',
  ],
  'daily-images-used-up': [
    429,
    'Today\u2019s images used up',
    'The paid images for today are used up. Ask for fewer, wait for tomorrow, or choose the built-in engine, which is free.',
  ],
  'request-too-large': [413, 'Request too large', 'This request is larger than any the server takes.'],
  'not-found': [404, 'Not found', 'There is nothing at this address.'],
  internal: [
    500,
    'Server error',
    'The server ran into an error. Try again; if it stays, its log has the details under the request id.',
  ],
} as const satisfies Record<string, readonly [status: number, title: string, detail: string]>;
