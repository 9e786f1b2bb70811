/** The body of a refusal as the provider writes it. */
export const says = (code: number, message = 'as told') => ({
  code,
  message,
  request_id: 'upstream-request-1',
});

/** A page of a gateway, a firewall or a sign-in instead of an answer. */
export const PAGE = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html><h1>Hello</h1></html>',
};
