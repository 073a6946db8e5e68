import { App, text } from 'vivace'
import { requestContext, telemetry } from '@vivace/telemetry'
import { openTelemetry } from '@vivace/telemetry/opentelemetry'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'

// #region sdk
/** Sends spans to OTEL_EXPORTER_OTLP_ENDPOINT, http://localhost:4318 if it is not set. */
export function startTracing(): NodeTracerProvider {
  const provider = new NodeTracerProvider({
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  })
  provider.register()
  return provider
}
// #endregion sdk

// #region app
export const app = new App({
  title: 'Shop',
  version: '1.0.0',
  tracer: openTelemetry(),
  middleware: [telemetry({ requestLog: false })],
})
// #endregion app

// #region headers
app.get('/stock', { inputs: { requestContext }, returns: text() }, async ({ requestContext }) => {
  const stock = await fetch('http://stock.internal/', { headers: requestContext.headers() })
  return stock.text()
})
// #endregion headers
