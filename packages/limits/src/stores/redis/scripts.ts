import { redisScript, type RedisScript } from '@vivace/redis'

/**
 * Takes units from logs that are Redis lists: time, count, time, count, the oldest first. The same as `UnitLog`, and
 * held to it by one conformance suite. Redis runs a script alone, so that no other request is counted meanwhile, and
 * tells the time itself, so that the clocks of processes need not agree.
 *
 * KEYS: one for each limit. ARGV: limit, window, cost, grain for each. Answers whether the units were taken, then
 * remaining, resetAfter and retryAfter for each.
 */
export const takeScript: RedisScript<unknown> = redisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local logs = {}
local allowed = 1
for i, key in ipairs(KEYS) do
  local limit, window = tonumber(ARGV[i * 4 - 3]), tonumber(ARGV[i * 4 - 2])
  local cost, grain = tonumber(ARGV[i * 4 - 1]), tonumber(ARGV[i * 4])
  local slot = math.ceil(now / grain) * grain
  local stored = redis.call('LRANGE', key, 0, -1)
  local log = { limit = limit, window = window, cost = cost, slot = slot, used = 0, gone = 0, times = {}, counts = {} }
  for at = 1, #stored, 2 do
    local taken = tonumber(stored[at])
    if taken > slot then
      taken = slot
      log.setBack = true
    end
    if taken + window <= now then
      log.gone = log.gone + 1
    else
      local count = tonumber(stored[at + 1])
      log.used = log.used + count
      log.times[#log.times + 1] = taken
      log.counts[#log.counts + 1] = count
    end
  end
  if log.used + cost > limit then allowed = 0 end
  logs[i] = log
end
local function text(number) return string.format('%.0f', number) end
local answer = { allowed }
for i, log in ipairs(logs) do
  local lacking = log.used + log.cost - log.limit
  if allowed == 1 and log.cost > 0 then
    local key, last = KEYS[i], #log.times
    if log.setBack then
      redis.call('DEL', key)
      for at = 1, last do redis.call('RPUSH', key, text(log.times[at]), text(log.counts[at])) end
    elseif log.gone > 0 then
      redis.call('LTRIM', key, log.gone * 2, -1)
    end
    if last > 0 and log.times[last] == log.slot then
      log.counts[last] = log.counts[last] + log.cost
      redis.call('LSET', key, -1, text(log.counts[last]))
    else
      log.times[last + 1] = log.slot
      redis.call('RPUSH', key, text(log.slot), text(log.cost))
    end
    redis.call('PEXPIRE', key, text(log.slot - now + log.window))
    log.used = log.used + log.cost
  end
  local retryAfter = 0
  if allowed == 0 and lacking > 0 then
    local back, at = 0, 0
    while at < #log.times and back < lacking do
      at = at + 1
      back = back + log.counts[at]
    end
    retryAfter = (log.times[at] or now) + log.window - now
  end
  answer[#answer + 1] = math.max(0, log.limit - log.used)
  answer[#answer + 1] = log.times[1] and log.times[1] + log.window - now or 0
  answer[#answer + 1] = retryAfter
end
return answer
`)

/**
 * Says that a process is alive, and counts those that are.
 *
 * KEYS: the sorted set of processes. ARGV: the id of this one, and for how many milliseconds it counts.
 */
export const presenceScript: RedisScript<number> = redisScript(
  `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', now - ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZCARD', KEYS[1])
`,
  Number,
)
