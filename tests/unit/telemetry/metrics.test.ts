import { createMetrics } from '../../../src/telemetry/metrics.ts';

describe('the metrics page', () => {
  it('shows what was counted', async () => {
    const metrics = createMetrics();
    metrics.sourceCall({ source: 'erp', coordinate: 'Customer', outcome: 'OK', keys: 7, durationMs: 30 });
    metrics.cacheRead({ source: 'erp', outcome: 'fresh', count: 3 });
    metrics.cacheRead({ source: 'erp', outcome: 'fresh' });
    metrics.mappingProblem({ source: 'erp', coordinate: 'Customer', kind: 'missing', count: 2 });
    metrics.operation({ type: 'query', executor: 'plan', outcome: 'PARTIAL', durationMs: 40 });
    metrics.httpRequest({ method: 'POST', route: '/graphql', status: 200, durationMs: 50 });

    const { contentType, body } = await metrics.render();
    expect(contentType).toContain('text/plain');
    expect(body.split('\n')).toEqual(
      expect.arrayContaining([
        'c360_source_call_duration_seconds_sum{source="erp",coordinate="Customer",outcome="OK"} 0.03',
        'c360_source_call_keys_sum{source="erp",coordinate="Customer"} 7',
        'c360_cache_reads_total{source="erp",outcome="fresh"} 4',
        'c360_mapping_problems_total{source="erp",coordinate="Customer",kind="missing"} 2',
        'c360_operation_duration_seconds_count{type="query",executor="plan",outcome="PARTIAL"} 1',
        'c360_http_request_duration_seconds_count{method="POST",route="/graphql",status="200"} 1',
      ]),
    );
  });

  it('keeps two gateways in one process apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.cacheRead({ source: 'erp', outcome: 'miss' });
    expect((await other.render()).body).not.toContain('erp');
  });
});
