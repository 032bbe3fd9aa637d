//! What can be typed after `dateline mcp`.

use clap::Args as ClapArgs;
use dateline::mcp::PORT;

/// Answer an assistant.
#[derive(Debug, ClapArgs)]
#[command(
    before_help = "Examples:\n  dateline --store crisis.db mcp\n  dateline --store crisis.db mcp --http --port 0",
    after_help = "Without --http it speaks on standard input and output, as assistants start it; it ends with its input. With --http \
        it listens on this machine only; the address is printed on standard output, the token, unless one is given, on standard \
        error. Nothing can be written through it."
)]
pub struct Mcp {
    /// Listen on a port of this machine instead of speaking on standard input and output.
    #[arg(long)]
    pub http: bool,
    /// Port of this machine; 0 takes any that is free.
    #[arg(long, value_name = "N", default_value_t = PORT, requires = "http")]
    pub port: u16,
    /// What a client has to bring as a bearer token; a random one when not given.
    #[arg(long, value_name = "TOKEN", env = "DATELINE_MCP_TOKEN", hide_env_values = true,
        value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub token: Option<String>,
}
