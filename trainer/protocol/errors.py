"""Refusals in OpenAI's words: status codes, types, codes and the parameter at fault."""

import logging
from collections.abc import Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException

from trainer import faults

log = logging.getLogger(__name__)


class ApiError(Exception):
    """A refusal; its sentence is shown to whoever asked."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str | None = None,
        param: str | None = None,
        kind: str = "invalid_request_error",
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.code = status, message, code
        self.param, self.kind = param, kind

    @property
    def body(self) -> dict[str, dict[str, str | None]]:
        return {
            "error": {
                "message": self.message,
                "type": self.kind,
                "param": self.param,
                "code": self.code,
            }
        }

    def response(self) -> JSONResponse:
        return JSONResponse(self.body, self.status)


def no_such(noun: str, name: str) -> ApiError:
    return ApiError(404, f"No such {noun}: {name}", param="id", code="resource_not_found")


def no_such_model(name: str) -> ApiError:
    message = f"The model `{name}` does not exist or you do not have access to it."
    return ApiError(404, message, code="model_not_found", param="model")


def invalid(message: str, param: str | None = None, code: str | None = None) -> ApiError:
    return ApiError(400, message, param=param, code=code)


def speak_openai(app: FastAPI) -> None:
    """Every refusal of this app, the framework's own too, gets OpenAI's body."""

    async def refuse(_: Request, error: Exception) -> JSONResponse:
        if not isinstance(error, ApiError):
            raise error
        return error.response()

    async def refuse_body(_: Request, error: Exception) -> JSONResponse:
        if not isinstance(error, RequestValidationError):
            raise error
        return _from_validation(error).response()

    async def refuse_route(request: Request, error: Exception) -> JSONResponse:
        if not isinstance(error, HTTPException):
            raise error
        message = f"{error.detail} ({request.method} {request.url.path})"
        if error.status_code == HTTPStatus.NOT_FOUND:
            message = f"Invalid URL ({request.method} {request.url.path})"
        return ApiError(error.status_code, message).response()

    async def break_down(_: Request, error: Exception) -> JSONResponse:
        log.error("a request failed", exc_info=error)
        message = "The server had an error while processing your request."
        return ApiError(500, message, kind="server_error").response()

    app.add_exception_handler(ApiError, refuse)
    app.add_exception_handler(RequestValidationError, refuse_body)
    app.add_exception_handler(HTTPException, refuse_route)
    app.add_exception_handler(Exception, break_down)


def _from_validation(error: RequestValidationError) -> ApiError:
    found = error.errors()
    if found[0]["type"] == "json_invalid":
        return invalid("We could not parse the JSON body of your request.")
    place, reason = faults.first(found)
    return _wrong(found[0]["type"], place.partition(".")[2], reason)  # from body or query on


def from_faults(found: Sequence[ErrorDetails]) -> ApiError:
    """What pydantic found wrong with a body that came in a file."""
    return _wrong(found[0]["type"], *faults.first(found))


def _wrong(kind: str, place: str, reason: str) -> ApiError:
    param = place or None
    if kind == "extra_forbidden":
        message = f"Unrecognized request argument supplied: {param}"
        return invalid(message, param, "unknown_parameter")
    if kind == "missing":
        message = f"Missing required parameter: '{param}'."
        return invalid(message, param, "missing_required_parameter")
    return invalid(f"Invalid value for '{param}': {reason}", param, "invalid_value")
