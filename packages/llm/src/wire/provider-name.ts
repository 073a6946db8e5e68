/** Providers by the host of their endpoint, as the OpenTelemetry conventions name them. */
const names: readonly (readonly [suffix: string, name: string])[] = [
  ['.openai.azure.com', 'azure.ai.openai'],
  ['.amazonaws.com', 'aws.bedrock'],
  ['.cohere.ai', 'cohere'],
  ['.deepseek.com', 'deepseek'],
  ['.generativelanguage.googleapis.com', 'gcp.gemini'],
  ['.groq.com', 'groq'],
  ['.mistral.ai', 'mistral_ai'],
  ['.perplexity.ai', 'perplexity'],
  ['.x.ai', 'x_ai'],
]

/**
 * The name of a provider (`gen_ai.provider.name`) by the address of its endpoint; `openai` where the address does not
 * tell, for it is OpenAI's format that is spoken.
 *
 *     providerName(new URL('https://api.mistral.ai/v1'))    // 'mistral_ai'
 *
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/
 */
export function providerName({ hostname }: URL): string {
  return names.find(([suffix]) => `.${hostname}`.endsWith(suffix))?.[1] ?? 'openai'
}
