"""What can go wrong with the hub, in our words."""

from __future__ import annotations

from collections.abc import Mapping

from mdvid.errors import ConfigError, MdvidError, OutputError, ProviderFailed, ProviderUnavailable


def refusal(told: Mapping[str, object], request: Mapping[str, object]) -> MdvidError:
    """Return the error for a `problem` of the hub's client, with its `detail` and `page`."""
    detail, repo = told["detail"], request["repo"]
    match told["problem"]:
        case "offline":
            return ProviderUnavailable(
                "nothing may be fetched: the variable HF_HUB_OFFLINE is set",
                hint="run this again without it",
            )
        case "network":
            return ProviderFailed(
                f"`{repo}` could not be fetched from {told['page']}: {detail}",
                hint="run this again later: what was fetched is kept",
            )
        case "place":
            return OutputError(f"the hub's cache cannot be written: {detail}")
        case "name":
            return ConfigError(
                f"`{repo}` is no name of a model: {detail}",
                hint="models of the hub are called `publisher/model`",
            )
        case _:
            return _not_there(told, request)


def _not_there(told: Mapping[str, object], request: Mapping[str, object]) -> MdvidError:
    page, repo = str(told["page"]), str(request["repo"])
    match told["problem"]:
        case "gated":
            return ProviderUnavailable(
                f"`{repo}` is only for those who agreed to its publisher's terms",
                hint=f"agree at {page}, make a token at {page.removesuffix(repo)}settings/tokens, "
                "and run this again with the token in the variable HF_TOKEN",
            )
        case "revision":
            return ProviderUnavailable(
                f"`{repo}` has no revision `{request.get('revision') or request.get('commit')}`",
                hint=f"{page}/commits/main lists its commits",
            )
        case _:
            return ProviderUnavailable(
                f"the hub has no model `{repo}`, or does not show it to everybody",
                hint="look at the spelling, small and capital letters too; for one that is not "
                "public set the variable HF_TOKEN",
            )
