//! What can be typed after `dateline serve` and `dateline demo`.

use clap::Args as ClapArgs;
use dateline::serve::PORT;

/// Open the explorer.
#[derive(Debug, ClapArgs)]
#[command(
    before_help = "Examples:\n  dateline serve\n  dateline --store crisis.db serve --port 0\n  dateline serve --demo",
    after_help = "It listens on this machine only and asks nothing of any other. The address is printed on standard output. Every \
        page has the same address with .json and .csv. Programs ask and write at /api/v1/, which /api/v1/openapi.json describes; \
        the token for writing, unless one is given, is printed on standard error. Ctrl-C ends it."
)]
pub struct Serve {
    /// Where it listens.
    #[command(flatten)]
    pub port: Port,
    /// Serve the bundled example reports; what is decided and added is gone afterwards.
    #[arg(long)]
    pub demo: bool,
    /// Who decides, as a proposal in the review.
    #[arg(long, value_name = "NAME", env = "DATELINE_ANALYST", hide_env_values = true)]
    pub by: Option<String>,
    /// What a program has to bring as a bearer token to write through the HTTP API; a random one when not given.
    #[arg(long, value_name = "TOKEN", env = "DATELINE_TOKEN", hide_env_values = true,
        value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub token: Option<String>,
}

/// Where a server listens.
#[derive(Clone, Debug, ClapArgs)]
pub struct Port {
    /// Port of this machine; 0 takes any that is free.
    #[arg(long, value_name = "N", default_value_t = PORT)]
    pub port: u16,
    /// Listen on ::1 instead of 127.0.0.1.
    #[arg(long)]
    pub ipv6: bool,
}

impl Port {
    /// A port that was given, else the usual one.
    pub fn or_usual(given: Option<u16>) -> Port {
        Port { port: given.unwrap_or(PORT), ipv6: false }
    }
}

/// Run on the bundled reports.
#[derive(Debug, ClapArgs)]
pub struct Demo {
    /// Print the brief and end.
    #[arg(long)]
    pub no_serve: bool,
    /// Open the explorer on this port after the brief, terminal or not.
    #[arg(long, value_name = "N", conflicts_with = "no_serve")]
    pub port: Option<u16>,
}
