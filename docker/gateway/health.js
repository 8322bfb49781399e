// GET /health: every service with its state; 200 only when all are ready.
const SERVICES = ['registry-service', 'deployment-orchestrator', 'status-service', 'migration-agent'];

async function all(r) {
  const replies = await Promise.all(SERVICES.map((name) => r.subrequest('/_ready/' + name, { method: 'GET' })));
  const services = {};
  replies.forEach((reply, i) => {
    services[SERVICES[i]] = reply.status === 200 ? 'UP' : 'DOWN';
  });
  const ready = replies.every((reply) => reply.status === 200);
  r.headersOut['Content-Type'] = 'application/json';
  r.headersOut['Cache-Control'] = 'no-store';
  r.return(ready ? 200 : 503, JSON.stringify({ status: ready ? 'UP' : 'DOWN', services: services }));
}

export default { all };
