"""Networks and who belongs; and what stands where deciding is hard."""

from withness.networks.models.deciding import Death, Proxy, Removal, Young
from withness.networks.models.network import Membership, Network, WithoutPeer

__all__ = ["Death", "Membership", "Network", "Proxy", "Removal", "WithoutPeer", "Young"]
