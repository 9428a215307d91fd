"""Train and measure the Arabic model; only `eventcoder model` uses it."""
