// What the gateway decides itself. The embedded gateway (io.drover.embedded.gateway) decides the same.

const SERVICES = ['registry-service', 'deployment-orchestrator', 'status-service', 'migration-agent'];
// what the answer, or nginx in its place, says of a service
const STATES = { 200: 'UP', 502: 'UNREACHABLE', 504: 'UNREACHABLE' };
const CHANGING = ['POST', 'PUT', 'PATCH', 'DELETE'];
const TAKEN = ['application/json', 'application/x-tar', 'application/tar', 'application/x-ndjson', 'application/ndjson', 'text/csv'];

// GET /health: every service with its state; 200 only when all are ready.
async function health(r) {
  const replies = await Promise.all(SERVICES.map((name) => r.subrequest('/_ready/' + name, { method: 'GET' })));
  const services = replies.map((reply, i) => ({
    name: SERVICES[i],
    status: STATES[reply.status] || 'DOWN',
  }));
  const ready = replies.every((reply) => reply.status === 200);
  r.headersOut['Content-Type'] = 'application/json';
  r.headersOut['Cache-Control'] = 'no-store';
  r.return(ready ? 200 : 503, JSON.stringify({ status: ready ? 'UP' : 'DOWN', services: services }));
}

// Why a request is refused before any service sees it: a word of docs/reference/problems.md, or nothing.
function refusal(r) {
  if (CHANGING.indexOf(r.method) < 0) {
    return '';
  }
  const origin = r.headersIn['Origin'];
  if (origin && !isOurs(origin, r.headersIn['Host'] || '', r.variables.public_url)) {
    return 'foreign-origin';
  }
  const hasBody = Number(r.headersIn['Content-Length'] || 0) > 0 || r.headersIn['Transfer-Encoding'];
  return hasBody && !isTaken(r.headersIn['Content-Type'] || '') ? 'unsupported-media-type' : '';
}

// A Host header proves nothing, a foreign name can be made to point here: it counts only when it is a loopback name.
function isOurs(origin, host, publicUrl) {
  const published = /^https?:\/\/[^/]+/.exec(publicUrl);
  if (published && origin === published[0]) {
    return true;
  }
  return origin === 'http://' + host && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
}

function isTaken(contentType) {
  const type = contentType.split(';')[0].trim().toLowerCase();
  return TAKEN.indexOf(type) >= 0 || /^application\/.*\+json$/.test(type);
}

export default { health, refusal };
