"""Who may do what: members ask and rate, operators train and promote, visitors nothing."""

from core.people.permissions import MAY, Action, NotAllowed, Role, require
from core.people.persons import Operators, Person

__all__ = ["MAY", "Action", "NotAllowed", "Operators", "Person", "Role", "require"]
